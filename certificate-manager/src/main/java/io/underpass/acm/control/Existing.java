package io.underpass.acm.control;

import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.Arn;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;

/** Finds what a caller may see: the certificates of one account and region. Threads: stateless. */
final class Existing {

    private Existing() {}

    /** The certificate that the member {@code CertificateArn} of the input names. */
    static Certificate certificate(Call<CertificateState> call) {
        String arn = call.input().string("CertificateArn");
        if (Arn.parse(arn).filter(parsed -> parsed.service().equals("acm")).isEmpty()) {
            throw new AwsError(400, "InvalidArnException", "Invalid ARN: " + arn);
        }
        Certificate found = call.state().in(call.scope()).get(arn);
        if (found == null) {
            throw new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Could not find certificate " + arn + " in account "
                            + call.scope().account() + '.');
        }
        return found;
    }
}
