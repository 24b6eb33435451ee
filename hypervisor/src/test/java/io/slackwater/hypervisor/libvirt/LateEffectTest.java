package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HypervisorException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A libvirt that takes long to look a domain up, or to read it: nothing may be done to the domain after its caller has given up. */
class LateEffectTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final String DEFINITION = "<domain type='test'><name>vm</name><uuid>" + ID
            + "</uuid><memory>1</memory><os><type>hvm</type></os></domain>";

    private final Pointer handle = new Memory(8);
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private enum Effect {
        DEFINE("virDomainGetXMLDesc", "virDomainDefineXMLFlags") {
            @Override
            void on(DomainOperations domains) throws HypervisorException {
                domains.redefine(ID, DEFINITION, DEFINITION);
            }
        },
        START("virDomainLookupByUUID", "virDomainCreate") {
            @Override
            void on(DomainOperations domains) throws HypervisorException {
                domains.start(ID);
            }
        },
        STOP("virDomainLookupByUUID", "virDomainDestroy") {
            @Override
            void on(DomainOperations domains) throws HypervisorException {
                domains.destroy(ID);
            }
        },
        ASK_AGENT("virDomainLookupByUUID", "virDomainQemuAgentCommand") {
            @Override
            void on(DomainOperations domains) throws HypervisorException {
                domains.askAgent(ID, "{}", Duration.ZERO);
            }
        };

        private final String hanging;
        private final String function;

        Effect(String hanging, String function) {
            this.hanging = hanging;
            this.function = function;
        }

        abstract void on(DomainOperations domains) throws HypervisorException;
    }

    @AfterEach
    void end() {
        goOn.countDown();
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void shouldNotBeginOnceItsCallerHasGivenUp(Effect effect) {
        BoundedDomainCalls calls = waiting(SHORT);
        DomainOperations domains = domains(calls, effect.hanging);
        assertThatThrownBy(() -> effect.on(domains)).hasMessageContainingAll(ID.toString(), "did not answer");

        goOn.countDown();

        await().atMost(PATIENCE).until(() -> !calls.hangs(ID));
        assertThat(called).contains(effect.hanging, "virDomainFree").doesNotContain(effect.function);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void shouldBeginWhileItsCallerWaits(Effect effect) throws Exception {
        goOn.countDown();

        effect.on(domains(waiting(PATIENCE), effect.hanging));

        assertThat(called).contains(effect.function);
    }

    private static BoundedDomainCalls waiting(Duration timeout) {
        return new BoundedDomainCalls(new BoundedCalls(), "qemu://h", new DomainTimeouts(timeout, timeout));
    }

    private DomainOperations domains(BoundedDomainCalls calls, String hanging) {
        InvocationHandler functions = (proxy, function, arguments) -> {
            if (function.getName().equals(hanging)) {
                goOn.await();
            }
            called.add(function.getName());
            return result(function);
        };
        LibvirtLibrary library = new LibvirtLibrary(
                fake(DomainCalls.class, functions),
                fake(StorageCalls.class, functions),
                fake(ConnectionCalls.class, functions),
                fake(AgentCalls.class, functions));
        return new DomainOperations(library, handle, new ConnectionGuard("qemu://h", () -> {}), calls);
    }

    private static <T> T fake(Class<T> functions, InvocationHandler handler) {
        return functions.cast(Proxy.newProxyInstance(functions.getClassLoader(), new Class<?>[] {functions}, handler));
    }

    private @Nullable Object result(Method function) {
        return switch (function.getName()) {
            case "virDomainGetXMLDesc" -> text(DEFINITION);
            case "virDomainQemuAgentCommand" -> text("{}");
            case "virDomainIsPersistent" -> 1;
            default -> function.getReturnType() == Pointer.class ? handle : 0;
        };
    }

    /** The caller frees it, as libvirt's. */
    private static Pointer text(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        Pointer copy = new Pointer(Native.malloc(bytes.length));
        copy.write(0, bytes, 0, bytes.length);
        return copy;
    }
}
