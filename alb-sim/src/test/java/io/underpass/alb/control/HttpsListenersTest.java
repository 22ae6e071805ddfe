package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpsListenersTest {

    private static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/";
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private final Elb elb = new Elb();
    private String loadBalancer = "";

    @BeforeEach
    void create() {
        loadBalancer = elb.loadBalancer("orders");
    }

    private String[] https(String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "LoadBalancerArn=" + loadBalancer,
                "Protocol=HTTPS",
                "Port=443",
                "DefaultActions.member.1.Type=fixed-response",
                "DefaultActions.member.1.FixedResponseConfig.StatusCode=200"));
        parameters.addAll(List.of(more));
        return parameters.toArray(String[]::new);
    }

    private String listener() {
        return elb.ok("CreateListener", https("Certificates.member.1.CertificateArn=" + CERTIFICATE + "1"))
                .text("Listeners/member/ListenerArn");
    }

    private String trustStore() {
        try {
            elb.files.put(
                    "bundles/ca.pem",
                    Pem.of(List.of(TestTls.create().authority().certificate())).getBytes(StandardCharsets.US_ASCII));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return elb.ok(
                        "CreateTrustStore",
                        "Name=clients",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=ca.pem")
                .text("TrustStores/member/TrustStoreArn");
    }

    @Test
    void aListenerShowsItsCertificateItsPolicyAndThatNobodyIsAsked() {
        Xml created = elb.ok("CreateListener", https("Certificates.member.1.CertificateArn=" + CERTIFICATE + "1"))
                .child("Listeners/member");
        assertThat(created.members())
                .containsExactly(
                        "ListenerArn",
                        "LoadBalancerArn",
                        "Port",
                        "Protocol",
                        "Certificates",
                        "SslPolicy",
                        "DefaultActions",
                        "MutualAuthentication");
        assertThat(created.text("SslPolicy")).isEqualTo("ELBSecurityPolicy-2016-08");
        assertThat(created.text("MutualAuthentication/Mode")).isEqualTo("off");
    }

    @Test
    void whatDoesNotExistIsRefusedByItsName() {
        assertThat(elb.error("CreateListener", https("Certificates.member.1.CertificateArn=" + CERTIFICATE + "gone")))
                .isEqualTo("400 CertificateNotFound: Certificate '" + CERTIFICATE + "gone' not found");
        String one = "Certificates.member.1.CertificateArn=" + CERTIFICATE + "1";
        assertThat(elb.error("CreateListener", https(one, "SslPolicy=Mine")))
                .isEqualTo("400 SSLPolicyNotFound: SSL policy 'Mine' not found");
        assertThat(elb.error("CreateListener", https(one, "AlpnPolicy.member.1=HTTP1Only")))
                .isEqualTo("400 ValidationError: 'AlpnPolicy' cannot be specified for HTTPS listeners");
        String nowhere = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/a/0123456789abcdef";
        assertThat(elb.error(
                        "CreateListener",
                        https(
                                one,
                                "MutualAuthentication.Mode=verify",
                                "MutualAuthentication.TrustStoreArn=" + nowhere)))
                .isEqualTo("400 TrustStoreNotFound: Trust store '" + nowhere + "' not found");
        assertThat(elb.error("CreateListener", https(one, "MutualAuthentication.Mode=verify")))
                .contains("A trust store ARN must be specified");
    }

    @Test
    void switchingToHttpDropsWhatBelongsToTls() {
        String arn = listener();
        Xml plain = elb.ok("ModifyListener", "ListenerArn=" + arn, "Protocol=HTTP", "Port=80")
                .child("Listeners/member");
        assertThat(plain.members()).doesNotContain("Certificates", "SslPolicy", "MutualAuthentication");
        assertThat(elb.error("ModifyListener", "ListenerArn=" + arn, "Protocol=HTTPS"))
                .contains("A certificate must be specified");
    }

    @Test
    void switchingToHttpsTakesACertificateAndAPolicy() {
        String arn = elb.listener(loadBalancer, 80);
        String certificate = "Certificates.member.1.CertificateArn=" + CERTIFICATE + "1";
        assertThat(elb.error("ModifyListener", "ListenerArn=" + arn, "Protocol=HTTPS", certificate))
                .isEqualTo("400 ValidationError: A security policy must be specified to change the protocol of a"
                        + " listener to HTTPS");
        Xml secure = elb.ok(
                        "ModifyListener", "ListenerArn=" + arn, "Protocol=HTTPS", certificate, "SslPolicy=" + POLICY)
                .child("Listeners/member");
        assertThat(secure.text("SslPolicy")).isEqualTo(POLICY);
    }

    @Test
    void aListenerIsMadeWithOneCertificate() {
        assertThat(elb.error(
                        "CreateListener",
                        https(
                                "Certificates.member.1.CertificateArn=" + CERTIFICATE + "1",
                                "Certificates.member.2.CertificateArn=" + CERTIFICATE + "2")))
                .isEqualTo("400 TooManyCertificates: Up to '1' certificate ARNs can be specified, but '2' were"
                        + " specified");
    }

    @Test
    void moreCertificatesAreAddedAndRemovedButNotTheDefaultOne() {
        String arn = listener();
        Xml added = elb.ok(
                "AddListenerCertificates",
                "ListenerArn=" + arn,
                "Certificates.member.1.CertificateArn=" + CERTIFICATE + "2",
                "Certificates.member.2.CertificateArn=" + CERTIFICATE + "3");
        assertThat(added.all("Certificates/member")).hasSize(2);
        elb.ok("ModifyListener", "ListenerArn=" + arn, "SslPolicy=" + POLICY);
        elb.ok(
                "RemoveListenerCertificates",
                "ListenerArn=" + arn,
                "Certificates.member.1.CertificateArn=" + CERTIFICATE + "2");
        assertThat(elb.ok("DescribeListenerCertificates", "ListenerArn=" + arn).all("Certificates/member"))
                .extracting(each -> each.text("CertificateArn") + ' ' + each.text("IsDefault"))
                .containsExactlyInAnyOrder(CERTIFICATE + "1 true", CERTIFICATE + "3 false");
        assertThat(elb.error(
                        "RemoveListenerCertificates",
                        "ListenerArn=" + arn,
                        "Certificates.member.1.CertificateArn=" + CERTIFICATE + "1"))
                .startsWith("400 OperationNotPermitted");
        assertThat(elb.error(
                        "AddListenerCertificates",
                        "ListenerArn=" + arn,
                        "Certificates.member.1.CertificateArn=" + CERTIFICATE + "gone"))
                .startsWith("400 CertificateNotFound");
    }

    @Test
    void aLoadBalancerHasTwentyFiveMoreCertificates() {
        String arn = listener();
        String[] many = new String[27];
        many[0] = "ListenerArn=" + arn;
        for (int i = 1; i <= 26; i++) {
            many[i] = "Certificates.member." + i + ".CertificateArn=" + CERTIFICATE + "more-" + i;
        }
        assertThat(elb.error("AddListenerCertificates", many)).startsWith("400 TooManyCertificates");
    }

    @Test
    void policiesAreDescribedWithTheirCiphersInOrder() {
        Xml policy = elb.ok("DescribeSSLPolicies", "Names.member.1=" + POLICY).child("SslPolicies/member");
        assertThat(policy.texts("SslProtocols/member")).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(policy.all("Ciphers/member"))
                .extracting(each -> each.text("Priority") + ' ' + each.text("Name"))
                .containsExactly(
                        "1 TLS_AES_128_GCM_SHA256",
                        "2 TLS_AES_256_GCM_SHA384",
                        "3 TLS_CHACHA20_POLY1305_SHA256",
                        "4 ECDHE-ECDSA-AES128-GCM-SHA256",
                        "5 ECDHE-RSA-AES128-GCM-SHA256",
                        "6 ECDHE-ECDSA-AES128-SHA256",
                        "7 ECDHE-RSA-AES128-SHA256",
                        "8 ECDHE-ECDSA-AES256-GCM-SHA384",
                        "9 ECDHE-RSA-AES256-GCM-SHA384",
                        "10 ECDHE-ECDSA-AES256-SHA384",
                        "11 ECDHE-RSA-AES256-SHA384");
        assertThat(elb.ok("DescribeSSLPolicies").all("SslPolicies/member")).hasSize(22);
        assertThat(elb.error("DescribeSSLPolicies", "Names.member.1=None"))
                .isEqualTo("400 SSLPolicyNotFound: SSL policy 'None' not found");
    }

    @Test
    void aTrustStoreIsKeptWhileAListenerUsesIt() {
        String store = trustStore();
        String listener = elb.ok(
                        "CreateListener",
                        https(
                                "Certificates.member.1.CertificateArn=" + CERTIFICATE + "1",
                                "MutualAuthentication.Mode=verify",
                                "MutualAuthentication.TrustStoreArn=" + store,
                                "MutualAuthentication.AdvertiseTrustStoreCaNames=on"))
                .text("Listeners/member/ListenerArn");
        Xml mutual = elb.ok("DescribeListeners", "ListenerArns.member.1=" + listener)
                .child("Listeners/member/MutualAuthentication");
        assertThat(mutual.text("TrustStoreArn")).isEqualTo(store);
        assertThat(mutual.text("TrustStoreAssociationStatus")).isEqualTo("active");
        assertThat(mutual.text("AdvertiseTrustStoreCaNames")).isEqualTo("on");
        assertThat(elb.ok("DescribeTrustStoreAssociations", "TrustStoreArn=" + store)
                        .text("TrustStoreAssociations/member/ResourceArn"))
                .isEqualTo(listener);
        assertThat(elb.error("DeleteTrustStore", "TrustStoreArn=" + store)).startsWith("400 TrustStoreInUse");
        assertThat(elb.error("DeleteSharedTrustStoreAssociation", "TrustStoreArn=" + store, "ResourceArn=" + listener))
                .startsWith("400 DeleteAssociationSameAccount");
        elb.ok("ModifyListener", "ListenerArn=" + listener, "MutualAuthentication.Mode=off");
        elb.ok("DeleteTrustStore", "TrustStoreArn=" + store);
        assertThat(elb.ok("DescribeTrustStores").all("TrustStores/member")).isEmpty();
    }

    @Test
    void aBundleMustBeThereAndHoldAuthorities() {
        assertThat(elb.error(
                        "CreateTrustStore",
                        "Name=clients",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=no.pem"))
                .startsWith("400 CaCertificatesBundleNotFound");
        elb.files.put("bundles/bad.pem", "nothing".getBytes(StandardCharsets.US_ASCII));
        assertThat(elb.error(
                        "CreateTrustStore",
                        "Name=clients",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=bad.pem"))
                .startsWith("400 InvalidCaCertificatesBundle");
        String store = trustStore();
        assertThat(elb.error(
                        "CreateTrustStore",
                        "Name=clients",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=ca.pem"))
                .startsWith("400 DuplicateTrustStoreName");
        assertThat(elb.ok("GetTrustStoreCaCertificatesBundle", "TrustStoreArn=" + store)
                        .text("Location"))
                .isEqualTo("file:///s3/bundles/ca.pem");
        assertThat(elb.error("DescribeTrustStoreRevocations", "TrustStoreArn=" + store, "RevocationIds.member.1=7"))
                .startsWith("400 RevocationIdNotFound");
        elb.ok("AddTags", "ResourceArns.member.1=" + store, "Tags.member.1.Key=a", "Tags.member.1.Value=b");
        assertThat(elb.ok("DescribeTags", "ResourceArns.member.1=" + store)
                        .text("TagDescriptions/member/Tags/member/Value"))
                .isEqualTo("b");
    }

    @Test
    void capacityIsReservedAndLoweredTwiceADay() {
        String arn = "LoadBalancerArn=" + loadBalancer;
        String units = "MinimumLoadBalancerCapacity.CapacityUnits=";
        assertThat(elb.ok("DescribeCapacityReservation", arn).members()).containsExactly("DecreaseRequestsRemaining");
        Xml reserved = elb.ok("ModifyCapacityReservation", arn, units + 1000);
        assertThat(reserved.text("MinimumLoadBalancerCapacity/CapacityUnits")).isEqualTo("1000");
        assertThat(reserved.all("CapacityReservationState/member"))
                .extracting(each -> each.text("State/Code") + ' ' + each.text("EffectiveCapacityUnits"))
                .containsExactly("provisioned 500.0", "provisioned 500.0");
        elb.ok("ModifyCapacityReservation", arn, units + 900);
        assertThat(elb.ok("ModifyCapacityReservation", arn, units + 800).text("DecreaseRequestsRemaining"))
                .isEqualTo("0");
        assertThat(elb.error("ModifyCapacityReservation", arn, units + 700))
                .startsWith("400 CapacityDecreaseRequestLimitExceeded");
        assertThat(elb.error("ModifyCapacityReservation", arn)).startsWith("400 ValidationError");
        assertThat(elb.error("ModifyCapacityReservation", arn, units + 20_000))
                .startsWith("400 CapacityUnitsLimitExceeded");
        assertThat(elb.ok("ModifyCapacityReservation", arn, "ResetCapacityReservation=true")
                        .members())
                .doesNotContain("MinimumLoadBalancerCapacity");
    }

    @Test
    void poolsAreForAddressesOfTheInternet() {
        String pool = "IpamPools.Ipv4IpamPoolId=ipam-pool-0a1b";
        assertThat(elb.error("ModifyIpPools", "LoadBalancerArn=" + loadBalancer, pool))
                .startsWith("400 InvalidConfigurationRequest");
        String open = elb.ok(
                        "CreateLoadBalancer",
                        "Name=open",
                        "Subnets.member.1=subnet-1",
                        "Subnets.member.2=subnet-2",
                        pool)
                .text("LoadBalancers/member/LoadBalancerArn");
        assertThat(elb.ok("DescribeLoadBalancers", "LoadBalancerArns.member.1=" + open)
                        .text("LoadBalancers/member/IpamPools/Ipv4IpamPoolId"))
                .isEqualTo("ipam-pool-0a1b");
        assertThat(elb.ok("ModifyIpPools", "LoadBalancerArn=" + open, "RemoveIpamPools.member.1=ipv4")
                        .members())
                .isEmpty();
    }

    @Test
    void nothingHasAResourcePolicy() {
        assertThat(elb.error("GetResourcePolicy", "ResourceArn=" + trustStore()))
                .startsWith("400 ResourceNotFound");
    }
}
