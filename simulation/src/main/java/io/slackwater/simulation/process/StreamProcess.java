package io.slackwater.simulation.process;

import io.slackwater.simulation.Environment;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.streams.TaskContext;
import io.slackwater.simulation.streams.TaskStores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A task of a stream: processors on common stores. Its stores survive its death, and with them how far it has read, for both are
 * written in one transaction.
 */
public abstract class StreamProcess extends SimulatedProcess {

    private static final long SOON_MILLIS = 120;
    private static final long IDLE_MILLIS = 2_000;

    private final TaskStores stores = new TaskStores();
    private final List<TaskContext<?, ?>> contexts = new ArrayList<>();
    private final int partition;
    private boolean tickPlanned;
    private long life;

    StreamProcess(String name, int partition, Environment environment) {
        super(name, environment);
        this.partition = partition;
    }

    /** Returns its stores. */
    public final TaskStores stores() {
        return stores;
    }

    /** Returns a record of the log as a processor gets it. */
    final <V> Record<String, V> record(Entry entry, String key, V value) {
        return new Record<>(key, value, entry.at(), entry.headers());
    }

    /** Has something delivered, and a timer go off soon after it. */
    final void deliver(String lane, Runnable delivery) {
        inbox().put(lane, () -> {
            delivery.run();
            tickSoon();
        });
    }

    final <I, O, K> Processor<String, I, K, O> begin(
            Processor<String, I, K, O> processor, BiConsumer<K, Record<? extends K, ? extends O>> out) {
        processor.init(context(out));
        return processor;
    }

    /** Returns a context of its task, whose timers go off from now on. */
    final <K, O> TaskContext<K, O> context(BiConsumer<K, Record<? extends K, ? extends O>> out) {
        return context(stores, forwarded -> out.accept(forwarded.key(), forwarded));
    }

    /** Returns a context of a task on other stores, whose timers go off at the same times. */
    final <K, O> TaskContext<K, O> context(TaskStores others, Consumer<Record<? extends K, ? extends O>> out) {
        TaskContext<K, O> context =
                new TaskContext<>(others, partition, environment().clock(), out);
        contexts.add(context);
        return context;
    }

    @Override
    final void begin() {
        life++;
        beginTask();
        idle(life);
    }

    abstract void beginTask();

    @Override
    final void end() {
        life++;
        contexts.clear();
    }

    private void tickSoon() {
        if (!tickPlanned) {
            tickPlanned = true;
            environment().scheduler().after(environment().luck().between(1, SOON_MILLIS), () -> {
                tickPlanned = false;
                tick();
            });
        }
    }

    private void tick() {
        if (isUp()) {
            List.copyOf(contexts).forEach(TaskContext::tick);
        }
    }

    /** Timers go off now and then though nothing came, for what is due by the clock. */
    private void idle(long begun) {
        environment().scheduler().after(environment().luck().between(IDLE_MILLIS / 4, IDLE_MILLIS), () -> {
            if (life == begun) {
                tick();
                idle(begun);
            }
        });
    }
}
