package io.slackwater.hypervisor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HostQueuesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldRefuseWhatASlowHostHasNoRoomForAndServeTheOthers() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean isOtherServed = new AtomicBoolean();
        AtomicBoolean isWaitingServed = new AtomicBoolean();
        try (HostQueues queues = new HostQueues(1, 1)) {
            assertThat(queues.offer("slow", () -> awaitQuietly(goOn))).isTrue();
            assertThat(queues.offer("slow", () -> isWaitingServed.set(true))).isTrue();
            assertThat(queues.offer("slow", () -> {})).isFalse();
            assertThat(queues.waiting()).isEqualTo(1);

            assertThat(queues.offer("other", () -> isOtherServed.set(true))).isTrue();
            await().atMost(PATIENCE).untilTrue(isOtherServed);
            assertThat(isWaitingServed).isFalse();

            goOn.countDown();
            await().atMost(PATIENCE).untilTrue(isWaitingServed);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
