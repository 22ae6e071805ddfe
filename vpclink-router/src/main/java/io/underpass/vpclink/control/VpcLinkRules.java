package io.underpass.vpclink.control;

import io.underpass.aws.AwsError;
import java.util.List;
import java.util.Map;

/**
 * What AWS demands of a VPC link. The model of {@code apigatewayv2} declares BadRequestException for all of it; the
 * wording is a guess.
 *
 * <p>Threads: stateless.
 */
final class VpcLinkRules {

    private static final int NAME_MAX = 128;
    private static final int TAGS_MAX = 50;
    private static final int TAG_KEY_MAX = 128;
    private static final int TAG_VALUE_MAX = 256;

    private VpcLinkRules() {}

    static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw badRequest("Invalid name specified: a VPC link's name has 1 to " + NAME_MAX + " characters, not "
                    + name.length());
        }
    }

    static void checkSubnets(List<String> subnetIds, VpcLinkSettings settings) {
        if (subnetIds.isEmpty()) {
            throw badRequest("Invalid subnetIds specified: a VPC link needs at least one subnet");
        }
        if (subnetIds.size() > settings.subnetsPerLink()) {
            throw badRequest("Invalid subnetIds specified: a VPC link has at most " + settings.subnetsPerLink()
                    + " subnets, not " + subnetIds.size());
        }
        if (subnetIds.contains("")) {
            throw badRequest("Invalid subnetIds specified: a subnet id must not be empty");
        }
    }

    /** Checks {@code given} for itself, then how many tags there would be {@code after} it is applied. */
    static void checkTags(Map<String, String> given, Map<String, String> after) {
        given.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > TAG_KEY_MAX) {
                throw badRequest("Invalid tag key '" + key + "': a tag's key has 1 to " + TAG_KEY_MAX + " characters");
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw badRequest("Invalid tag key '" + key + "': the prefix aws: is reserved");
            }
            if (value.length() > TAG_VALUE_MAX) {
                throw badRequest("Invalid value of tag '" + key + "': it has at most " + TAG_VALUE_MAX
                        + " characters, not " + value.length());
            }
        });
        if (after.size() > TAGS_MAX) {
            throw badRequest("Too many tags: a VPC link has at most " + TAGS_MAX + ", not " + after.size());
        }
    }

    static AwsError badRequest(String message) {
        return new AwsError(400, "BadRequestException", message);
    }

    /** The member {@code resourceType} is in AWS's model of the error; its value is a guess. */
    static AwsError notFound(String vpcLinkId) {
        return new AwsError(
                404,
                "NotFoundException",
                "Invalid VpcLink identifier specified " + vpcLinkId,
                Map.of("resourceType", "VpcLink"));
    }

    /** What {@code apigateway} says of a link of the first version (observed on AWS). */
    static AwsError notFoundV1() {
        return new AwsError(404, "NotFoundException", "Invalid Vpc Link identifier specified");
    }
}
