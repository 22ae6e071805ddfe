package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One link, and many load balancers behind it. */
class ManyLoadBalancersTest {

    private static final int LOAD_BALANCERS = 20;
    private static final int REQUESTS_EACH = 1000;
    private static final int CALLERS = 20;

    @Test
    @Timeout(900)
    void twentyLoadBalancersShareALinkAndEveryAnswerIsFromTheRightOne() throws Exception {
        List<ServiceInstance> services = new ArrayList<>();
        try (RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
                AwsClients aws = new AwsClients(emulator.endpoint())) {
            for (int i = 0; i < LOAD_BALANCERS; i++) {
                services.add(ServiceInstance.start("service-" + i));
            }
            String apiId = build(new TutorialSteps(aws), services);

            Map<String, Integer> wrong = new HashMap<>();
            for (Future<Map<String, Integer>> caller : calls(emulator, apiId)) {
                caller.get().forEach((answer, count) -> wrong.merge(answer, count, Integer::sum));
            }

            assertThat(wrong).isEmpty();
        } finally {
            services.forEach(ServiceInstance::close);
        }
    }

    private static String build(TutorialSteps steps, List<ServiceInstance> services) {
        String link = steps.vpcLink("one-for-all");
        String apiId = steps.restApi("many");
        for (int i = 0; i < LOAD_BALANCERS; i++) {
            InternalAlb alb = steps.internalAlb("alb-" + i, services.get(i));
            String resource = steps.resource(apiId, "/r" + i + "/{proxy+}");
            steps.privateIntegration(apiId, resource, link, alb, "http://alb-" + i + ".internal/{proxy}", true);
        }
        steps.deploy(apiId);
        return apiId;
    }

    /** Each caller goes to all load balancers in turn, beginning with another. */
    private static List<Future<Map<String, Integer>>> calls(RunningEmulator emulator, String apiId)
            throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Map<String, Integer>>> tasks = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                tasks.add(() -> wrongAnswers(emulator, apiId, first));
            }
            return callers.invokeAll(tasks);
        } finally {
            callers.shutdown();
        }
    }

    /** What came back that should not have, and how often. */
    private static Map<String, Integer> wrongAnswers(RunningEmulator emulator, String apiId, int first) {
        Map<String, Integer> wrong = new HashMap<>();
        int requests = LOAD_BALANCERS * REQUESTS_EACH / CALLERS;
        for (int i = 0; i < requests; i++) {
            int target = (first + i) % LOAD_BALANCERS;
            String path = "/r" + target + "/call-" + first + "-" + i;
            HttpResponse<String> answer = Invocation.HOST.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, path);
            String expected = "service-" + target + " GET /call-" + first + "-" + i + "\n";
            if (answer.statusCode() != 200 || !answer.body().startsWith(expected)) {
                wrong.merge(path + ": " + answer.statusCode() + " " + answer.body(), 1, Integer::sum);
            }
        }
        return wrong;
    }
}
