package io.underpass.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The AWS CLI of this machine, told of nothing but another endpoint. Threads: confined to one test. */
final class AwsCli {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int TIMEOUT_SECONDS = 180;

    private final URI endpoint;
    private final Path directory;

    /**
     * A command line.
     *
     * @param directory for what the processes print
     */
    AwsCli(URI endpoint, Path directory) {
        this.endpoint = endpoint;
        this.directory = directory;
    }

    /** Whether there is an {@code aws} that is new enough to know {@code --integration-target}. */
    boolean canTargetLoadBalancers() {
        try {
            String[] known = ("apigateway put-integration --rest-api-id a --resource-id b --http-method GET"
                            + " --type HTTP_PROXY --integration-target c --generate-cli-skeleton output")
                    .split(" ");
            return start(known).status() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Runs {@code aws arguments...}; what it prints, or a missing node where it prints nothing. */
    JsonNode run(String... arguments) {
        Result result = start(arguments);
        if (result.status() != 0) {
            throw new AssertionError(
                    "aws " + String.join(" ", arguments) + " exited with " + result.status() + "\n" + result.errors());
        }
        try {
            return result.output().isBlank() ? MissingNode.getInstance() : MAPPER.readTree(result.output());
        } catch (IOException e) {
            throw new UncheckedIOException(result.output(), e);
        }
    }

    /** Runs a command that prints one value. */
    String value(String member, String... arguments) {
        return run(arguments).at(member).asText();
    }

    /** What a command left behind. */
    private record Result(int status, String output, String errors) {}

    private Result start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().remove("AWS_PROFILE");
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " took more than " + TIMEOUT_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_DEFAULT_OUTPUT", "json",
                "AWS_PAGER", "",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", directory.resolve("no-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                        directory.resolve("no-credentials").toString(),
                "NO_PROXY", "127.0.0.1,localhost");
    }
}
