package io.slackwater.executor.hands;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs work for hosts, each in a lane of its own with a few threads and a bounded queue: a host that is slow or hangs holds up
 * nobody else. A lane without work has no threads.
 */
final class Lanes implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final int width;
    private final int capacity;
    private final Map<String, ThreadPoolExecutor> lanes = new ConcurrentHashMap<>();

    /**
     * Makes lanes.
     *
     * @param width how many pieces of work a host gets at once
     * @param capacity how many may wait for it
     */
    Lanes(int width, int capacity) {
        this.width = width;
        this.capacity = capacity;
    }

    /** Returns whether the work was taken; it is not where the host's lane is full. Never blocks. */
    boolean offer(String hostId, Runnable work) {
        try {
            lanes.computeIfAbsent(hostId, this::lane).execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Returns how many pieces of work wait, in all lanes. */
    int waiting() {
        return lanes.values().stream().mapToInt(lane -> lane.getQueue().size()).sum();
    }

    /** Stops. What waits is dropped: the brain issues again what was not answered. */
    @Override
    public void close() {
        lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ThreadPoolExecutor lane(String hostId) {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                width, width, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(capacity), work -> {
                    Thread thread = new Thread(work, "lane " + hostId);
                    thread.setDaemon(true);
                    return thread;
                });
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }
}
