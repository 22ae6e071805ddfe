package io.underpass.network.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.AwsResponse;
import io.underpass.network.Interfaces.Interface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VpcsTest {

    private final Ec2 ec2 = new Ec2();

    @Test
    void eachRegionHasADefaultNetworkOnFirstLook() {
        String vpcs = ec2.call("DescribeVpcs", "");

        assertThat(vpcs)
                .startsWith("<DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                        + "<requestId>request-1</requestId><vpcSet><item><vpcId>vpc-")
                .contains("<cidrBlock>172.31.0.0/16</cidrBlock>", "<isDefault>true</isDefault>");
        String vpcId = Ec2.first(vpcs, "vpcId");
        String subnets = ec2.call("DescribeSubnets", "Filter.1.Name=vpc-id&Filter.1.Value.1=" + vpcId);
        assertThat(Ec2.all(subnets, "cidrBlock"))
                .containsExactlyInAnyOrder("172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20");
        assertThat(Ec2.all(subnets, "availabilityZone"))
                .containsExactlyInAnyOrder("eu-west-1a", "eu-west-1b", "eu-west-1c");
        assertThat(Ec2.all(subnets, "defaultForAz")).containsOnly("true");
        String groups = ec2.call("DescribeSecurityGroups", "GroupName.1=default");
        assertThat(Ec2.all(groups, "groupName")).containsExactly("default");
        assertThat(groups)
                .contains("<groups><item><userId>123456789012</userId><groupId>" + Ec2.first(groups, "groupId")
                        + "</groupId></item></groups>");
    }

    @Test
    void defaultNetworkStaysDeleted() {
        String vpcId = Ec2.first(ec2.call("DescribeVpcs", ""), "vpcId");
        Ec2.all(ec2.call("DescribeSubnets", ""), "subnetId").forEach(id -> ec2.call("DeleteSubnet", "SubnetId=" + id));

        assertThat(ec2.call("DeleteVpc", "VpcId=" + vpcId)).contains("<return>true</return>");

        assertThat(ec2.call("DescribeVpcs", "")).contains("<vpcSet/>");
        assertThat(ec2.refusal("CreateSecurityGroup", "GroupName=web&GroupDescription=d"))
                .startsWith("VPCIdNotSpecified: ");
    }

    @Test
    void createdVpcIsShownWithTagsAndItsOwnDefaultGroup() {
        String created = ec2.call(
                "CreateVpc",
                "CidrBlock=10.0.1.2/16&TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=Name"
                        + "&TagSpecification.1.Tag.1.Value=shop");
        String vpcId = Ec2.first(created, "vpcId");

        assertThat(created).contains("<cidrBlock>10.0.0.0/16</cidrBlock>", "<isDefault>false</isDefault>");
        assertThat(ec2.call("DescribeVpcs", "Filter.1.Name=tag:Name&Filter.1.Value.1=sh*"))
                .contains("<tagSet><item><key>Name</key><value>shop</value></item></tagSet>")
                .doesNotContain("172.31");
        assertThat(Ec2.all(
                        ec2.call("DescribeSecurityGroups", "Filter.1.Name=vpc-id&Filter.1.Value.1=" + vpcId),
                        "groupName"))
                .containsExactly("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"isDefault", "is-default"})
    void defaultVpcIsFoundByItsFilter(String filter) {
        ec2.vpc("10.0.0.0/16");

        assertThat(Ec2.all(ec2.call("DescribeVpcs", "Filter.1.Name=" + filter + "&Filter.1.Value.1=true"), "isDefault"))
                .containsExactly("true");
    }

    @Test
    void attributesAreKept() {
        String vpcId = ec2.vpc("10.0.0.0/16");

        ec2.call("ModifyVpcAttribute", "VpcId=" + vpcId + "&EnableDnsHostnames.Value=true");

        assertThat(ec2.call("DescribeVpcAttribute", "VpcId=" + vpcId + "&Attribute=enableDnsHostnames"))
                .contains("<enableDnsHostnames><value>true</value></enableDnsHostnames>");
        assertThat(ec2.call("DescribeVpcAttribute", "VpcId=" + vpcId + "&Attribute=enableDnsSupport"))
                .contains("<enableDnsSupport><value>true</value></enableDnsSupport>");
    }

    @Test
    void errorsHaveTheShapeOfEc2() {
        AwsResponse response = ec2.send("DescribeVpcs", "VpcId.1=vpc-1&VpcId.2=vpc-2");

        assertThat(response.status()).isEqualTo(400);
        assertThat(Ec2.text(response))
                .isEqualTo("<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc IDs"
                        + " 'vpc-1, vpc-2' do not exist</Message></Error></Errors><RequestID>request-1</RequestID>"
                        + "</Response>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateVpc|CidrBlock=10.0.0.0/8|InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.",
                "CreateVpc|CidrBlock=ten|InvalidParameterValue: Value (ten) for parameter cidrBlock is invalid.",
                "CreateVpc||MissingParameter: The request must contain the parameter cidrBlock",
                "DeleteVpc||MissingParameter: The request must contain the parameter VpcId",
                "DeleteVpc|VpcId=vpc-9|InvalidVpcID.NotFound: The vpc ID 'vpc-9' does not exist",
                "DescribeVpcs|Filter.1.Name=colour&Filter.1.Value.1=red|InvalidParameterValue: The filter 'colour'",
                "DescribeVpcs|Colour=red|UnknownParameter: The parameter Colour is not recognized",
                "CreateSubnet|VpcId=vpc-9&CidrBlock=10.0.0.0/24|InvalidVpcID.NotFound: ",
                "DeleteSubnet|SubnetId=subnet-9|InvalidSubnetID.NotFound: The subnet ID 'subnet-9' does not exist",
                "DescribeAvailabilityZones|ZoneName.1=eu-west-1z|InvalidParameterValue: Invalid availability zone",
                "CreateTags|ResourceId.1=vpc-9&Tag.1.Key=a&Tag.1.Value=b|InvalidID: The ID 'vpc-9' is not valid"
            })
    void refusalsAreWordedAsEc2Does(String action, String form, String expected) {
        assertThat(ec2.refusal(action, form == null ? "" : form)).startsWith(expected);
    }

    @Test
    void subnetsOfAVpcDoNotOverlapAndStayInside() {
        String vpcId = ec2.vpc("10.0.0.0/16");
        ec2.subnet(vpcId, "10.0.1.0/24", "b");

        assertThat(ec2.refusal("CreateSubnet", "VpcId=" + vpcId + "&CidrBlock=10.0.0.0/20"))
                .isEqualTo("InvalidSubnet.Conflict: The CIDR '10.0.0.0/20' conflicts with another subnet");
        assertThat(ec2.refusal("CreateSubnet", "VpcId=" + vpcId + "&CidrBlock=10.1.0.0/24"))
                .isEqualTo("InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.");
        assertThat(ec2.refusal("CreateSubnet", "VpcId=" + vpcId + "&CidrBlock=10.0.2.0/24&AvailabilityZone=eu-west-1z"))
                .contains("(eu-west-1z)", "eu-west-1a, eu-west-1b, eu-west-1c");
    }

    @Test
    void subnetKnowsItsZoneByNameAndId() {
        String vpcId = ec2.vpc("10.0.0.0/16");

        String created =
                ec2.call("CreateSubnet", "VpcId=" + vpcId + "&CidrBlock=10.0.1.0/24&AvailabilityZoneId=euw1-az2");

        assertThat(created)
                .contains(
                        "<availabilityZone>eu-west-1b</availabilityZone>",
                        "<availabilityZoneId>euw1-az2</availabilityZoneId>",
                        "<availableIpAddressCount>251</availableIpAddressCount>");
        assertThat(Ec2.all(ec2.call("DescribeAvailabilityZones", ""), "zoneId"))
                .containsExactly("euw1-az1", "euw1-az2", "euw1-az3");
    }

    @Test
    void usedNetworksCannotBeDeleted() {
        String vpcId = ec2.vpc("10.0.0.0/16");
        String subnetId = ec2.subnet(vpcId, "10.0.1.0/24", "a");
        String groupId = ec2.group(vpcId, "web");
        ec2.interfaces.add(new Interface(
                "app/orders/1",
                "ELB app/orders/1",
                "interface",
                "amazon-elb",
                subnetId,
                List.of(groupId),
                Optional.of("10.0.1.9")));

        assertThat(ec2.refusal("DeleteVpc", "VpcId=" + vpcId))
                .isEqualTo("DependencyViolation: The vpc '" + vpcId + "' has dependencies and cannot be deleted.");
        assertThat(ec2.refusal("DeleteSubnet", "SubnetId=" + subnetId)).startsWith("DependencyViolation: The subnet");
        assertThat(ec2.refusal("DeleteSecurityGroup", "GroupId=" + groupId))
                .isEqualTo("DependencyViolation: resource " + groupId + " has a dependent object");

        String shown = ec2.call("DescribeNetworkInterfaces", "Filter.1.Name=group-id&Filter.1.Value.1=" + groupId);
        assertThat(shown).contains("<description>ELB app/orders/1</description>", "<vpcId>" + vpcId + "</vpcId>");
        assertThat(Ec2.first(shown, "privateIpAddress")).isEqualTo("10.0.1.9");
        ec2.interfaces.clear();
        ec2.call("DeleteSubnet", "SubnetId=" + subnetId);
        ec2.call("DeleteSecurityGroup", "GroupId=" + groupId);
        ec2.call("DeleteVpc", "VpcId=" + vpcId);
        assertThat(ec2.control.state().tags()).isEmpty();
    }

    @Test
    void tagsComeAndGo() {
        String vpcId = ec2.vpc("10.0.0.0/16");
        ec2.call("CreateTags", "ResourceId.1=" + vpcId + "&Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b&Tag.2.Value=2");

        assertThat(ec2.call("DescribeTags", "Filter.1.Name=resource-id&Filter.1.Value.1=" + vpcId))
                .contains("<item><resourceId>" + vpcId
                        + "</resourceId><resourceType>vpc</resourceType><key>a</key><value>1</value></item>");
        ec2.call("DeleteTags", "ResourceId.1=" + vpcId + "&Tag.1.Key=a&Tag.2.Key=b&Tag.2.Value=other");
        assertThat(Ec2.all(ec2.call("DescribeTags", ""), "key")).containsExactly("b");
    }

    @Test
    void pagesFollowEachOther() {
        String first = ec2.call("DescribeSubnets", "MaxResults=2");
        String second = ec2.call("DescribeSubnets", "MaxResults=2&NextToken=" + Ec2.first(first, "nextToken"));

        assertThat(Ec2.all(first, "subnetId")).hasSize(2).doesNotContainAnyElementsOf(Ec2.all(second, "subnetId"));
        assertThat(second).doesNotContain("nextToken");
    }

    @Test
    void dryRunChangesNothing() {
        AwsResponse response = ec2.send("CreateVpc", "CidrBlock=10.0.0.0/16&DryRun=true");

        assertThat(response.status()).isEqualTo(412);
        assertThat(Ec2.text(response)).contains("<Code>DryRunOperation</Code>");
        assertThat(Ec2.all(ec2.call("DescribeVpcs", ""), "vpcId")).hasSize(1);
    }

    @Test
    void toolsFindWhatBelongsToAVpc() {
        String vpcId = Ec2.first(ec2.call("DescribeVpcs", ""), "vpcId");
        String ofVpc = "Filter.1.Name=vpc-id&Filter.1.Value.1=" + vpcId;

        assertThat(ec2.call("DescribeRouteTables", ofVpc + "&Filter.2.Name=association.main&Filter.2.Value.1=true"))
                .contains("<main>true</main>", "<gatewayId>local</gatewayId>", "<gatewayId>igw-");
        assertThat(ec2.call("DescribeNetworkAcls", ofVpc + "&Filter.2.Name=default&Filter.2.Value.1=true"))
                .contains("<ruleAction>allow</ruleAction>");
        assertThat(ec2.call("DescribeInternetGateways", "")).contains("<vpcId>" + vpcId + "</vpcId>");
        assertThat(ec2.call("DescribeVpnGateways", "")).contains("<vpnGatewaySet/>");
        assertThat(ec2.call("DescribeAccountAttributes", "AttributeName.1=default-vpc"))
                .contains("<attributeValue>" + vpcId + "</attributeValue>");
    }

    @Test
    void otherOperationsAreRefusedByName() {
        AwsResponse response = ec2.send("RunInstances", "");

        assertThat(response.status()).isEqualTo(501);
        assertThat(Ec2.text(response)).contains("<Response><Errors>", "ec2 RunInstances");
    }

    @Test
    void everybodyIsTheRootUser() {
        assertThat(Ec2.text(ec2.sts("GetCallerIdentity")))
                .isEqualTo("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:root</Arn>"
                        + "<UserId>123456789012</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
                        + "<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata>"
                        + "</GetCallerIdentityResponse>");
        assertThat(ec2.sts("AssumeRole").status()).isEqualTo(501);
    }
}
