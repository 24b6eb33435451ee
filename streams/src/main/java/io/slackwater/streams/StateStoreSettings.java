package io.slackwater.streams;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Bounds the native memory and the disk of the state stores. Without it each store of each partition has a block cache of 50 MiB
 * and three write buffers of 16 MiB, and storage-reclaimer has about 100 of them.
 */
public final class StateStoreSettings implements RocksDBConfigSetter {

    /** The setting of how many bytes all state stores of a process take together; half of the largest heap if it is not set. */
    public static final String MEMORY_BYTES = "state.memory.bytes";

    /** The least that {@link #MEMORY_BYTES} may be: the write buffers of 100 stores begin with 6 MiB. */
    public static final long LEAST_MEMORY_BYTES = 16 << 20;

    /** RocksDB allocates 4 MiB for the manifest of each store beforehand, on disk. */
    static final long MANIFEST_PREALLOCATION_BYTES = 64 << 10;

    /** A write buffer grows by this much; by default it is 1 MiB, which each store takes with its first row. */
    private static final long ARENA_BLOCK_BYTES = 64 << 10;

    /** One that is filled, and one that is written to disk. */
    private static final int WRITE_BUFFERS = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StateMemory memory = StateMemory.acquire(memoryBytes(configs));
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(memory.blockCache());
        // What is not in the cache, such as the indexes of tables, is bounded by nothing.
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
        tables.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(memory.writeBufferBytes());
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        options.setManifestPreallocationSize(MANIFEST_PREALLOCATION_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        StateMemory.release();
    }

    private static long memoryBytes(Map<String, Object> configs) {
        Object configured = configs.get(MEMORY_BYTES);
        if (configured == null) {
            return Math.max(LEAST_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2);
        }
        try {
            long bytes = Long.parseLong(configured.toString().strip());
            if (bytes >= LEAST_MEMORY_BYTES) {
                return bytes;
            }
        } catch (NumberFormatException none) {
            // The same remedy as for one that is too small.
        }
        throw new ConfigException(MEMORY_BYTES, configured, "use a number of bytes of at least " + LEAST_MEMORY_BYTES);
    }
}
