package io.underpass.gateway.control;

import io.underpass.aws.AwsError;

/** The errors that operations of API Gateway model. Threads: stateless. */
final class Refusals {

    private Refusals() {}

    static AwsError badRequest(String message) {
        return new AwsError(400, "BadRequestException", message);
    }

    static AwsError notFound(String message) {
        return new AwsError(404, "NotFoundException", message);
    }

    static AwsError conflict(String message) {
        return new AwsError(409, "ConflictException", message);
    }
}
