package io.underpass.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.underpass.wire.TestOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The waiters of {@code aws elbv2 wait}, all of which ask every 15 seconds. Skipped where there is no AWS CLI. */
class CommandLineWaitersTest {

    @Test
    void endWhenWhatTheyWaitForIsThere(@TempDir Path directory) {
        try (RunningEmulator emulator = new RunningEmulator(
                        settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
                TestOrigin target = TestOrigin.start()) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
            ElbCalls elb = new ElbCalls(emulator.endpoint());
            OpenAlb alb = new OpenAlb(emulator.endpoint(), "awaited");
            wait(aws, "load-balancer-exists --names awaited");
            wait(aws, "load-balancer-available --load-balancer-arns " + alb.arn());
            String group = alb.group("awaited", List.of(target.port()));
            alb.listen("DefaultActions.1.Type=forward", "DefaultActions.1.TargetGroupArn=" + group);
            alb.awaitHealthy(group, 1);
            String targets = " --target-group-arn " + group + " --targets Id=127.0.0.1,Port=" + target.port();
            wait(aws, "target-in-service" + targets);
            elb.call(
                    "ModifyTargetGroupAttributes",
                    "TargetGroupArn=" + group,
                    "Attributes.1.Key=deregistration_delay.timeout_seconds",
                    "Attributes.1.Value=0");
            elb.call(
                    "DeregisterTargets",
                    "TargetGroupArn=" + group,
                    "Targets.1.Id=127.0.0.1",
                    "Targets.1.Port=" + target.port());
            wait(aws, "target-deregistered" + targets);
            elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + alb.arn());
            wait(aws, "load-balancers-deleted --load-balancer-arns " + alb.arn());
        }
    }

    private static void wait(AwsCli aws, String arguments) {
        aws.run(("elbv2 wait " + arguments).split(" "));
    }
}
