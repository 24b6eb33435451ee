package io.slackwater.streams;

import org.jspecify.annotations.Nullable;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all state stores of this process share: one block cache, which the write buffers are charged to. It is
 * allocated with the first store that opens, and released with the last one that closes.
 */
final class StateMemory {

    /** The part of the memory that write buffers may take: one in so many. */
    private static final int WRITE_BUFFER_PART = 2;

    /**
     * How many write buffers of full size fit into their part. RocksDB flushes the store that is being written to, not the one
     * that has the largest buffer: if idle stores had all of the memory, each write would flush its store. The stores of a service, about
     * 100, have buffers that are half full on average.
     */
    private static final int WRITE_BUFFERS = 64;

    private static final long LEAST_WRITE_BUFFER_BYTES = 256 << 10;
    private static final long MOST_WRITE_BUFFER_BYTES = 16 << 20;

    private static @Nullable StateMemory shared;

    private final long bytes;
    private final LRUCache blockCache;
    private final WriteBufferManager writeBuffers;
    private int stores;

    private StateMemory(long bytes) {
        RocksDB.loadLibrary();
        this.bytes = bytes;
        this.blockCache = new LRUCache(bytes);
        this.writeBuffers = new WriteBufferManager(bytes / WRITE_BUFFER_PART, blockCache);
    }

    /**
     * Returns the memory for one store more.
     *
     * @param bytes how much all stores take together, if this is the first
     */
    static synchronized StateMemory acquire(long bytes) {
        StateMemory memory = shared;
        if (memory == null) {
            memory = new StateMemory(bytes);
            shared = memory;
        }
        memory.stores++;
        return memory;
    }

    /** Gives it back for one store. RocksDB itself keeps what an open store still uses. */
    static synchronized void release() {
        StateMemory memory = shared;
        if (memory != null && --memory.stores == 0) {
            memory.writeBuffers.close();
            memory.blockCache.close();
            shared = null;
        }
    }

    /** Returns how many stores share the memory now. */
    static synchronized int stores() {
        StateMemory memory = shared;
        return memory == null ? 0 : memory.stores;
    }

    LRUCache blockCache() {
        return blockCache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** Returns at which size, in bytes, a store writes its buffer to disk. */
    long writeBufferBytes() {
        long share = bytes / WRITE_BUFFER_PART / WRITE_BUFFERS;
        return Math.max(LEAST_WRITE_BUFFER_BYTES, Math.min(MOST_WRITE_BUFFER_BYTES, share));
    }
}
