package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final BoundedCalls calls = new BoundedCalls();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goOn.countDown();
    }

    @Test
    void shouldNameTheCallThatHangsAndItsSubject() {
        AtomicBoolean isGivenUp = new AtomicBoolean();

        assertThatThrownBy(() ->
                        calls.call("Domain a of qemu://h", "define it", SHORT, this::hang, () -> isGivenUp.set(true)))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessage("Domain a of qemu://h did not answer within 50 ms: define it");
        assertThat(isGivenUp).isTrue();
    }

    @Test
    void shouldAskNothingElseAboutASubjectUntilTheCallThatHungHasEnded() throws Exception {
        assertThatThrownBy(() -> calls.call("a", "define it", SHORT, this::hang, () -> {}))
                .isInstanceOf(HypervisorException.Unreachable.class);

        assertThat(calls.hangs("a")).isTrue();
        assertThatThrownBy(() -> read("a"))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessage("a still hangs in an earlier call: define it");

        goOn.countDown();
        await().atMost(PATIENCE).until(() -> !calls.hangs("a"));
        assertThat(read("a")).isEqualTo("answer");
    }

    @Test
    void shouldAskAboutOthersWhileOneHangs() throws Exception {
        assertThatThrownBy(() -> calls.call("a", "define it", SHORT, this::hang, () -> {}))
                .isInstanceOf(HypervisorException.Unreachable.class);

        assertThat(calls.hangs("b")).isFalse();
        assertThat(read("b")).isEqualTo("answer");
    }

    @Test
    void shouldBeginNoEffectOnceItsCallerHasGivenUp() {
        CompletableFuture<String> effect = new CompletableFuture<>();

        assertThatThrownBy(() -> calls.call(
                        "a",
                        "define it",
                        SHORT,
                        caller -> {
                            hang(caller);
                            try {
                                caller.requireWaiting();
                                effect.complete("begun");
                            } catch (HypervisorException.Unreachable refused) {
                                effect.complete("refused");
                            }
                            return true;
                        },
                        () -> {}))
                .isInstanceOf(HypervisorException.Unreachable.class);
        goOn.countDown();

        assertThat(effect).succeedsWithin(PATIENCE).isEqualTo("refused");
    }

    @Test
    void shouldLetAnEffectBeginWhileItsCallerWaits() throws Exception {
        String answer = calls.call(
                "a",
                "define it",
                PATIENCE,
                caller -> {
                    caller.requireWaiting();
                    return "begun";
                },
                BoundedCallsTest::isGivenUp);

        assertThat(answer).isEqualTo("begun");
    }

    private static void isGivenUp() {
        throw new AssertionError("Nothing was to be given up");
    }

    private String read(String subject) throws HypervisorException {
        return calls.call(subject, "read it", PATIENCE, caller -> "answer", BoundedCallsTest::isGivenUp);
    }

    private String hang(BoundedCalls.Caller caller) {
        try {
            goOn.await();
            return "nobody hears it";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
