package io.slackwater.hypervisor.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.simulated.FleetProtocol.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Hands the lines of a host's event stream to its listener. */
final class RemoteEvents implements Flow.Subscriber<String> {

    private final HostListener listener;
    private final Runnable onLost;
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.@Nullable Subscription subscription;

    RemoteEvents(HostListener listener, Runnable onLost) {
        this.listener = listener;
        this.onLost = onLost;
    }

    /** Completes with true when the host is being watched, with false when it turned out that it cannot be. */
    CompletableFuture<Boolean> begun() {
        return begun;
    }

    /** Ends the stream without a word to the listener. */
    void cancel() {
        ended.set(true);
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    void fail(String reason) {
        begun.complete(false);
        if (ended.compareAndSet(false, true)) {
            onLost.run();
            listener.connectionLost(reason);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        try {
            Event event = FleetProtocol.JSON.readValue(line, Event.class);
            begun.complete(true);
            if (!ended.get()) {
                deliver(event);
            }
        } catch (JsonProcessingException e) {
            fail("The simulated fleet sent a line that is no event: " + line);
        }
    }

    @Override
    public void onError(Throwable cause) {
        fail("The event stream broke: " + cause.getMessage());
    }

    @Override
    public void onComplete() {
        fail("The event stream ended");
    }

    private void deliver(Event event) {
        if (event.domain() != null) {
            listener.domainChanged(event.domain());
        } else if (event.storage() != null) {
            listener.storageChanged(event.storage());
        } else if (event.lost() != null) {
            fail(event.lost());
        }
    }
}
