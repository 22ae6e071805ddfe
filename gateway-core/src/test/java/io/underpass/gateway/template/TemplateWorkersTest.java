package io.underpass.gateway.template;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplateWorkersTest {

    private static final TemplateLimits SHORT = TemplateLimits.DEFAULT.within(Duration.ofMillis(300));

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final MappingTemplate ENDLESS = Rendered.template("#set($r = [1..1000])"
            + "#foreach($a in $r)#foreach($b in $r)#foreach($c in $r)#foreach($d in $r)#end#end#end#end");

    private static final MappingTemplate FINE = Rendered.template("#foreach($x in [1..3])$x#end");

    /** Goes on behind the scenes: nothing can stop a regular expression of JsonPath's. */
    private static final MappingTemplate UNSTOPPABLE = Rendered.template("$input.json('$[?(@ =~ /(a|aa)+c\\1/)]')");

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    @Test
    void answersOnTheLoopOfTheExchange() {
        try (TemplateWorkers workers = new TemplateWorkers(1, 10, Rendered.PATIENT)) {
            CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
            workers.render(FINE, TemplateInput.of(""), loop, rendering -> inLoop.complete(loop.inEventLoop()));

            assertThat(inLoop).succeedsWithin(PATIENCE).isEqualTo(true);
        }
    }

    @Test
    void rendersElsewhere() {
        try (TemplateWorkers workers = new TemplateWorkers(1, 10, Rendered.PATIENT)) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            TemplateInput input = new TemplateInput(
                    () -> {
                        thread.complete(Thread.currentThread().getName());
                        return "x";
                    },
                    TemplateParameters.NONE,
                    java.util.Map::of,
                    java.util.Map.of(),
                    Overrides.NONE);

            assertThat(render(workers, Rendered.template("$input.body"), input))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(new Rendering.Rendered("x", Overrides.NONE));
            assertThat(thread).isCompletedWithValue("underpass-templates-1");
        }
    }

    @Test
    void startsNoThreadBeforeTheFirstTemplate() {
        try (TemplateWorkers workers = new TemplateWorkers(3, 10, SHORT)) {
            assertThat(workers.limits()).isEqualTo(SHORT);
            assertThat(threads()).isZero();
        }
    }

    @Test
    void othersOnTheLoopDoNotFeelAnEndlessTemplate() {
        try (TemplateWorkers workers =
                new TemplateWorkers(2, 10, TemplateLimits.DEFAULT.within(Duration.ofMinutes(10)))) {
            CompletableFuture<Rendering> endless = render(workers, ENDLESS, TemplateInput.of(""));
            await().until(() -> threads() == 1);

            CompletableFuture<Rendering> fine = render(workers, FINE, TemplateInput.of(""));

            assertThat(fine).succeedsWithin(PATIENCE).isEqualTo(new Rendering.Rendered("123", Overrides.NONE));
            assertThat(endless).isNotDone();
        }
    }

    @Test
    void aThreadThatDoesNotComeBackIsReplaced() {
        try (TemplateWorkers workers = new TemplateWorkers(1, 10, SHORT)) {
            TemplateInput attack = TemplateInput.of("[\"" + "a".repeat(36) + "b\"]");
            CompletableFuture<Rendering> lost = render(workers, UNSTOPPABLE, attack);

            assertThat(lost)
                    .succeedsWithin(PATIENCE)
                    .isInstanceOfSatisfying(
                            Rendering.Failed.class,
                            failed -> assertThat(failed.reason()).contains("not done after 300 ms"));
            await().until(() -> new Rendering.Rendered("123", Overrides.NONE)
                    .equals(render(workers, FINE, TemplateInput.of("")).get(1, MINUTES)));
        }
        await().atMost(Duration.ofMinutes(4)).until(() -> threads() == 0);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsInterruptedAndNothingElseIs() {
        try (TemplateWorkers workers =
                new TemplateWorkers(1, 10, TemplateLimits.DEFAULT.within(Duration.ofMillis(1)))) {
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            CompletableFuture<String> answered = new CompletableFuture<>();
            workers.run(
                    () -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                        ended.complete(true);
                        return "done";
                    },
                    reason -> reason,
                    loop,
                    answered::complete);

            assertThat(answered).succeedsWithin(PATIENCE).isEqualTo("it was not done after 5 ms");
            assertThat(ended).succeedsWithin(PATIENCE).isEqualTo(true);

            CompletableFuture<Boolean> next = new CompletableFuture<>();
            workers.run(() -> Thread.currentThread().isInterrupted(), reason -> true, loop, next::complete);
            assertThat(next).succeedsWithin(PATIENCE).isEqualTo(false);
        }
    }

    @Test
    void whatCannotWaitFailsAtOnce() {
        try (TemplateWorkers workers = new TemplateWorkers(1, 1, SHORT)) {
            List<CompletableFuture<Rendering>> renderings = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                renderings.add(render(workers, ENDLESS, TemplateInput.of("")));
            }

            assertThat(renderings)
                    .allSatisfy(
                            each -> assertThat(each).succeedsWithin(PATIENCE).isInstanceOf(Rendering.Failed.class));
            assertThat(renderings.stream().map(each -> ((Rendering.Failed) each.join()).reason()))
                    .anyMatch(reason -> reason.contains("threads for templates are busy"));
        }
    }

    @Test
    void manyAtOnceAllEndOnce() {
        ConcurrentLinkedQueue<String> texts = new ConcurrentLinkedQueue<>();
        MappingTemplate template = Rendered.template("$input.path('$.n')-$input.json('$.l[*].x')");
        try (TemplateWorkers workers = new TemplateWorkers(4, 1000, Rendered.PATIENT)) {
            for (int i = 0; i < 500; i++) {
                workers.render(
                        template,
                        TemplateInput.of("{\"n\":" + i + ",\"l\":[{\"x\":" + i + "}]}"),
                        loop,
                        rendering -> texts.add(((Rendering.Rendered) rendering).text()));
            }
            await().until(() -> texts.size() == 500);
        }

        assertThat(texts).doesNotHaveDuplicates().contains("0-[0]", "499-[499]");
    }

    @Test
    void closeEndsTheThreadsAndWhatTheyDo() {
        TemplateWorkers workers = new TemplateWorkers(1, 10, TemplateLimits.DEFAULT.within(Duration.ofMinutes(10)));
        CompletableFuture<Rendering> running = render(workers, ENDLESS, TemplateInput.of(""));
        CompletableFuture<Rendering> waiting = render(workers, ENDLESS, TemplateInput.of(""));
        await().until(() -> threads() == 1);

        workers.close();
        workers.close();

        assertThat(running).succeedsWithin(PATIENCE).isInstanceOf(Rendering.Failed.class);
        assertThat(waiting).succeedsWithin(PATIENCE).isInstanceOf(Rendering.Failed.class);
        assertThat(render(workers, FINE, TemplateInput.of("")))
                .succeedsWithin(PATIENCE)
                .isInstanceOf(Rendering.Failed.class);
        await().until(() -> threads() == 0);
    }

    private CompletableFuture<Rendering> render(
            TemplateWorkers workers, MappingTemplate template, TemplateInput input) {
        CompletableFuture<Rendering> rendering = new CompletableFuture<>();
        workers.render(template, input, loop, rendering::complete);
        return rendering;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("underpass-templates-"))
                .count();
    }
}
