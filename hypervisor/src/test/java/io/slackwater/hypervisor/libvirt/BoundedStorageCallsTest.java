package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedStorageCallsTest {

    private final BoundedStorageCalls questions =
            BoundedStorageCalls.aboutPools("qemu://host/system", Duration.ofMillis(50));
    private final CountDownLatch serverIsBack = new CountDownLatch(1);

    @AfterEach
    void end() {
        serverIsBack.countDown();
    }

    @Test
    void shouldHandOverTheAnswerAndTheRefusal() throws Exception {
        assertThat(questions.ask(() -> "pools")).isEqualTo("pools");
        assertThatThrownBy(() -> questions.ask(() -> {
                    throw new HypervisorException.NotFound("no pool", null);
                }))
                .isInstanceOf(HypervisorException.NotFound.class)
                .hasMessage("no pool");
        assertThatThrownBy(() -> questions.ask(() -> {
                    throw new IllegalArgumentException("a defect");
                }))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAskAboutPoolsWhileAHeaderHangs() throws Exception {
        BoundedStorageCalls headers = BoundedStorageCalls.ofHeaders("qemu://host/system", Duration.ofMillis(50));
        assertThatThrownBy(() -> headers.ask(this::hang))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("The image files of qemu://host/system did not answer");

        assertThat(questions.ask(() -> "pools")).isEqualTo("pools");
        assertThatThrownBy(() -> headers.ask(() -> "next")).hasMessageContaining("still hangs");
    }

    @Test
    void shouldNotTakeAnErrorForAQuestionThatHangs() throws Exception {
        assertThatThrownBy(() -> questions.ask(() -> {
                    throw new AssertionError("a defect of a library");
                }))
                .hasRootCauseInstanceOf(AssertionError.class);

        assertThat(questions.ask(() -> "pools")).isEqualTo("pools");
    }

    @Test
    void shouldAskNothingUntilTheQuestionThatHungHasEnded() throws Exception {
        assertThatThrownBy(() -> questions.ask(this::hang))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("qemu://host/system did not answer");

        assertThatThrownBy(() -> questions.ask(() -> "early"))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("still hangs");

        serverIsBack.countDown();
        await().ignoreExceptionsInstanceOf(HypervisorException.Unreachable.class)
                .until(() -> questions.ask(() -> "late").equals("late"));
    }

    @Test
    void shouldCountAQuestionThatWasInterruptedAsHangingUntilItHasEnded() throws Exception {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> questions.ask(this::hang)).hasMessageContaining("Interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> questions.ask(() -> "early")).hasMessageContaining("still hangs");
    }

    private String hang() {
        try {
            serverIsBack.await();
            return "nobody hears it";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
