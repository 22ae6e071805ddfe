// The tutorial by AWS's SDK for JavaScript: a link, an API whose requests go over it, a deployment; then errors.
// Arguments: the ARN of a load balancer. The endpoint and the credentials come from the environment, as AWS says.
import {
  APIGatewayClient, CreateDeploymentCommand, CreateResourceCommand, CreateRestApiCommand, GetResourcesCommand,
  PutIntegrationCommand, PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateVpcLinkCommand, GetVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';

const [target] = process.argv.slice(2);
const apis = new APIGatewayClient({});
const links = new ApiGatewayV2Client({});

const { VpcLinkId } = await links.send(
  new CreateVpcLinkCommand({ Name: 'edge', SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] }));
for (let tries = 0; tries < 100; tries++) {
  const { VpcLinkStatus } = await links.send(new GetVpcLinkCommand({ VpcLinkId }));
  if (VpcLinkStatus === 'AVAILABLE') break;
  await new Promise((again) => setTimeout(again, 100));
}

const api = await apis.send(new CreateRestApiCommand({ name: 'shop' }));
const restApiId = api.id;
const { items } = await apis.send(new GetResourcesCommand({ restApiId }));
const { id: resourceId } = await apis.send(
  new CreateResourceCommand({ restApiId, parentId: items[0].id, pathPart: '{proxy+}' }));
await apis.send(new PutMethodCommand({
  restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE',
  requestParameters: { 'method.request.path.proxy': true },
}));
const integration = await apis.send(new PutIntegrationCommand({
  restApiId, resourceId, httpMethod: 'ANY', type: 'HTTP_PROXY', integrationHttpMethod: 'ANY',
  connectionType: 'VPC_LINK', connectionId: VpcLinkId, integrationTarget: target,
  uri: 'http://orders.internal/{proxy}',
  requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
}));
await apis.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));

let refusal;
try {
  await apis.send(new GetResourcesCommand({ restApiId: 'nosuchapi0' }));
} catch (error) {
  refusal = `${error.name} ${error.$metadata.httpStatusCode} ${error.message}`;
}
console.log(JSON.stringify({
  api: restApiId, created: api.createdDate instanceof Date, timeout: integration.timeoutInMillis,
  target: integration.integrationTarget, refusal,
}));
