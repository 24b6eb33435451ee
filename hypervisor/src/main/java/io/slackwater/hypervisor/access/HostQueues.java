package io.slackwater.hypervisor.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs work for hosts, each in a bounded queue of its own with a few threads. A host that is slow or hangs delays nobody else. A
 * queue without work has no threads.
 */
public final class HostQueues implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final int width;
    private final int capacity;
    private final Map<String, ThreadPoolExecutor> queues = new ConcurrentHashMap<>();

    /**
     * Makes queues for any number of hosts.
     *
     * @param width how many pieces of work a host gets at once
     * @param capacity how many may wait for it
     */
    public HostQueues(int width, int capacity) {
        this.width = width;
        this.capacity = capacity;
    }

    /** Returns whether the work was taken; it is not where the host's queue is full. Never blocks. */
    public boolean offer(String hostId, Runnable work) {
        try {
            queues.computeIfAbsent(hostId, this::queue).execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Returns how many pieces of work wait, for all hosts. */
    public int waiting() {
        return queues.values().stream()
                .mapToInt(queue -> queue.getQueue().size())
                .sum();
    }

    /** Stops. What waits is dropped. */
    @Override
    public void close() {
        queues.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ThreadPoolExecutor queue(String hostId) {
        ThreadPoolExecutor queue = new ThreadPoolExecutor(
                width, width, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(capacity), work -> {
                    Thread thread = new Thread(work, "host " + hostId);
                    thread.setDaemon(true);
                    return thread;
                });
        queue.allowCoreThreadTimeOut(true);
        return queue;
    }
}
