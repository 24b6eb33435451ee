package io.slackwater.reclaimer.hands;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded lane of work per host: a slow or hung host holds up nobody else. */
public final class Lanes implements AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final int width;
    private final int length;
    private final Map<String, ThreadPoolExecutor> lanes = new ConcurrentHashMap<>();

    /**
     * Lanes for any number of hosts.
     *
     * @param width how much work of a host is done at the same time
     * @param length how much may wait
     */
    public Lanes(int width, int length) {
        this.width = width;
        this.length = length;
    }

    /** Puts work into a host's lane; returns whether there was room. */
    public boolean offer(String hostId, Runnable work) {
        try {
            lanes.computeIfAbsent(hostId, this::lane).execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    @Override
    public void close() {
        lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ThreadPoolExecutor lane(String hostId) {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                width, width, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(length), work -> {
                    Thread thread = new Thread(work, "storage " + hostId);
                    thread.setDaemon(true);
                    return thread;
                });
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }
}
