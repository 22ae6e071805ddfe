package io.underpass.testkit;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.journal.Journal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * An emulator for the tests of a class, where the field is static (or there is one instance of the class for all its tests), or
 * for each test, where it is not.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final UnderpassExtension aws = UnderpassExtension.builder()
 *         .targets("orders")
 *         .describe(world -> Description.of()
 *                 .loadBalancer("orders", lb -> lb.listener(80, l -> l
 *                         .rule("/orders/*", r -> r.forwardTo(world.target("orders").hostAndPort()))))
 *                 .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", r -> r.to("orders"))))
 *         .build();
 * }</pre>
 *
 * <p>When a test begins, everything is as it was after the set-up and the class's {@code @BeforeAll} methods: the state
 * of all services, the Journal, faults, the clock, what targets were told and what they got. When a test fails, its
 * failure says what Underpass saw during the test ({@link UnderpassStory}); so does that of a {@code @BeforeAll} method.
 *
 * <p>Tests have parameters of these types: {@link Underpass}, {@link UnderpassExtension}, {@link Journal},
 * {@link FakeTarget}, {@link LoadBalancer} and, by the name of the target behind it, {@link FaultProxy}, each by the name of
 * the parameter or {@link Called}, and {@link URI} with {@link InvokeUrl}.
 *
 * <p>Nested classes share the emulator; what their own {@code @BeforeAll} methods do holds for their tests alone. So do classes
 * that inherit a static field, where they run at the same time. Tests that run concurrently and share an emulator wait for each
 * other, and for the {@code @BeforeAll} methods of other classes.
 *
 * <p>Threads: safe.
 */
public final class UnderpassExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor,
                ParameterResolver {

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration JOURNAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofMillis(20);

    private final Recipe recipe;
    private final ExtensionContext.Namespace namespace = ExtensionContext.Namespace.create(this);
    private final Turns turns = new Turns();

    /** What tests of a class begin with, by the class's unique id; empty until the first of them begins. */
    private final Map<String, Optional<TestBed.Beginning>> classes = new ConcurrentHashMap<>();

    private volatile Optional<TestBed.Beginning> afterSetUp = Optional.empty();
    private volatile Optional<TestBed> bed = Optional.empty();

    UnderpassExtension(Recipe recipe) {
        this.recipe = recipe;
    }

    /** Describes an emulator for tests. */
    public static UnderpassExtensionBuilder builder() {
        return new UnderpassExtensionBuilder();
    }

    /** One with nothing in it. */
    public static UnderpassExtension create() {
        return builder().build();
    }

    // ---- what tests ask for

    /** The emulator. */
    public Underpass underpass() {
        return running().underpass();
    }

    /** Where the AWS endpoint and the APIs are reached. */
    public URI endpoint() {
        return underpass().endpoint();
    }

    /** The region of calls that name none. */
    public String region() {
        return underpass().region();
    }

    /** An access key that works. */
    public String accessKey() {
        return underpass().accessKey();
    }

    /** The secret that goes with {@link #accessKey}. */
    public String secretKey() {
        return underpass().secretKey();
    }

    /**
     * Where a stage is invoked; without a slash at its end.
     *
     * @param api the name or the id of the REST API; empty where there is only one
     * @param stage the stage; empty where there is only one
     * @throws IllegalArgumentException if there is none, or several could be meant
     */
    public URI invokeUrl(String api, String stage) {
        TestBed current = running();
        StageLookup lookup = new StageLookup(current.aws());
        String id = lookup.api(api);
        return current.underpass().invokeUrl(id, lookup.stage(id, stage));
    }

    /**
     * Where a listener of a load balancer is reached, as if the test stood in its network; without a slash at its end.
     *
     * @throws IllegalStateException if it is not reached: listeners are bound where the {@link UnderpassExtensionBuilder#settings}
     *     say {@code openListeners(true)}
     */
    public URI listenerUrl(String loadBalancer, int port) {
        return underpass().listeners().stream()
                .filter(open -> open.loadBalancerName().equals(loadBalancer) && open.port() == port)
                .findFirst()
                .map(open -> URI.create(open.protocol().toLowerCase(Locale.ROOT) + "://" + open.address()))
                .orElseThrow(() ->
                        new IllegalStateException("listener " + loadBalancer + ":" + port + " is not bound on this"
                                + " machine; bound are (with .settings(s -> s.openListeners(true))): "
                                + underpass().listeners()));
    }

    /**
     * Makes links, load balancers and APIs like {@code description}, and waits until they serve.
     *
     * @throws io.underpass.emulator.description.DescriptionFailure if it cannot be applied; it names everything that is
     *     wrong
     * @throws IllegalStateException if they do not serve after some seconds
     */
    public Applied apply(Description description) {
        Applied applied = underpass().apply(description);
        if (!underpass().awaitReady(applied, READY_LIMIT)) {
            throw new IllegalStateException(
                    "what was described does not serve after " + READY_LIMIT.toSeconds() + " seconds");
        }
        return applied;
    }

    /** What decided what during the last exchanges. */
    public Journal journal() {
        return underpass().journal();
    }

    /**
     * The fake target {@code name}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public FakeTarget target(String name) {
        return running().target(name);
    }

    Collection<FakeTarget> targets() {
        return running().targets();
    }

    /**
     * A proxy before the fake target {@code name}, to be described in its place where the way to it is to fail; always the
     * same one. When a test begins, it suffers what it did after the set-up.
     *
     * @throws IllegalArgumentException if there is no target of that name
     */
    public FaultProxy proxy(String name) {
        return running().proxy(name);
    }

    /** The load balancer {@code name}; it need not be there yet. */
    public LoadBalancer loadBalancer(String name) {
        return new LoadBalancer(running().aws(), name);
    }

    /** The time that health checks, time-outs of sessions, throttles go by. */
    public VirtualClock clock() {
        return underpass().clock();
    }

    /** What goes wrong on purpose at links, load balancers, listeners and targets. */
    public Faults faults() {
        return underpass().faults();
    }

    /** The exchanges since the test began, in the order in which they ended. */
    public List<Exchange> exchanges() {
        return running().exchanges();
    }

    /**
     * The same, once there are {@code count} of them: the Journal gets an exchange a moment after its client has the answer.
     *
     * @throws AssertionError if there are fewer after some seconds
     */
    public List<Exchange> exchanges(int count) {
        List<Exchange> found = running().exchanges(count, JOURNAL_LIMIT);
        if (found.size() < count) {
            throw new AssertionError(count + " exchange(s) were to happen in this test, and there are " + found);
        }
        return found;
    }

    /**
     * The exchange whose client was told {@code requestId} in {@code x-amzn-RequestId}.
     *
     * @throws AssertionError if the Journal does not have it
     */
    public Exchange exchange(String requestId) {
        return running()
                .exchange(requestId, JOURNAL_LIMIT)
                .orElseThrow(() -> new AssertionError("the Journal has no exchange with the request id " + requestId));
    }

    /**
     * The exchange that {@code response} is the answer of.
     *
     * @throws AssertionError if no REST API answered it, or the Journal does not have it any more
     */
    public Exchange exchange(HttpResponse<?> response) {
        return exchange(response.headers()
                .firstValue("x-amzn-RequestId")
                .orElseThrow(() -> new AssertionError("the response has no x-amzn-RequestId: " + response)));
    }

    // ---- what JUnit calls

    @Override
    public void beforeAll(ExtensionContext context) {
        turns.take(context);
        boolean begun = false;
        try {
            if (bed.isEmpty()) {
                start();
                afterSetUp = recipe.keepsState()
                        ? Optional.empty()
                        : Optional.of(running().base(Duration.ZERO));
            } else {
                begin(context.getParent());
            }
            classes.put(context.getUniqueId(), Optional.empty());
            running().beginTest();
            turns.keepFor(context);
            begun = true;
        } finally {
            if (!begun) {
                turns.release();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean noTestBegan = turns.isKeptFor(context);
        turns.take(context);
        try {
            if (noTestBegan) {
                tellIfFailed(context);
            }
            classes.remove(context.getUniqueId());
            if (classes.isEmpty()) {
                stop();
            }
        } finally {
            turns.release();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        turns.take(context);
        context.getStore(namespace).put(Turns.class, turns);
        if (classes.isEmpty()) {
            start();
        } else {
            begin(Optional.of(context));
        }
        running().beginTest();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getStore(namespace).remove(Turns.class) == null) {
            return; // The test did not begin.
        }
        try {
            tellIfFailed(context);
            if (classes.isEmpty()) {
                stop();
            }
        } finally {
            turns.release();
        }
    }

    /** Tests that a factory makes fail by themselves; what is told is all since the factory began. */
    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            tell(failure, context);
            throw failure;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.supports(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.resolve(parameter, this);
    }

    // ---- how it is done

    private TestBed running() {
        return bed.orElseThrow(() -> new IllegalStateException("Underpass is not running: it is started before the"
                + " tests of the class where the extension's field is static, and before each test where it is not"));
    }

    private void start() {
        TestBed started = TestBed.start(recipe);
        bed = Optional.of(started);
        try {
            recipe.setUp().forEach(work -> work.accept(this));
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    private void stop() {
        Optional<TestBed> ending = bed;
        bed = Optional.empty();
        afterSetUp = Optional.empty();
        ending.ifPresent(TestBed::close);
    }

    /** Makes everything as tests of the class begin that {@code context} is in; the first one says how that is. */
    private void begin(Optional<ExtensionContext> context) {
        if (recipe.keepsState()) {
            return;
        }
        Optional<String> owner = owner(context);
        if (owner.isEmpty()) {
            afterSetUp.ifPresent(running()::restore); // A class beside others that run at the same time.
        } else {
            Optional<TestBed.Beginning> base = classes.getOrDefault(owner.get(), Optional.empty());
            if (base.isPresent()) {
                running().restore(base.get());
            } else {
                classes.put(owner.get(), Optional.of(running().base()));
            }
        }
    }

    private Optional<String> owner(Optional<ExtensionContext> context) {
        Optional<ExtensionContext> each = context;
        while (each.isPresent() && !classes.containsKey(each.get().getUniqueId())) {
            each = each.get().getParent();
        }
        return each.map(ExtensionContext::getUniqueId);
    }

    private void tellIfFailed(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> tell(failure, context));
    }

    private void tell(Throwable failure, ExtensionContext context) {
        if (bed.isPresent() && !(failure instanceof TestAbortedException)) {
            tell(bed.get(), failure, context);
        }
    }

    private static void tell(TestBed bed, Throwable failure, ExtensionContext context) {
        bed.await(1, FIRST_LIMIT); // The Journal is a moment behind the last answer.
        LockSupport.parkNanos(SETTLING.toNanos());
        UnderpassStory story = new UnderpassStory(TestStory.of(bed.exchanges(), bed.targets(), bed.proxies()));
        failure.addSuppressed(story);
        if (!List.of(failure.getSuppressed()).contains(story)) { // It takes none, as some made for speed do not.
            context.publishReportEntry("underpass", story.toString());
        }
    }
}
