package io.slackwater.worker.storage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.hypervisor.TransferListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BandwidthTest {

    private static final long RATE = 1 << 20;

    @Test
    void shouldLetNoMorePassInASecondThanItMay() {
        TransferListener host = Bandwidth.perHost(RATE).of("host-1");
        long begin = System.nanoTime();

        host.moved(RATE / 2);

        assertThat(since(begin)).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void shouldShareTheLimitAmongAllTransfersOfAHost() {
        Bandwidth bandwidth = Bandwidth.perHost(RATE);
        long begin = System.nanoTime();

        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> bandwidth.of("host-1").moved(RATE / 4));
        bandwidth.of("host-1").moved(RATE / 4);
        other.join();

        assertThat(since(begin)).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void shouldRefuseALimitThatLetsNothingPass() {
        assertThatThrownBy(() -> Bandwidth.perHost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive, not 0");
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
