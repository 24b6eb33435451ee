package io.slackwater.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Bounds the disk that empty state stores take. RocksDB allocates 4 MiB for the manifest of each store and partition
 * beforehand: 384 MiB for the 96 of storage-reclaimer, which need 1 MiB.
 */
public final class StateStoreSettings implements RocksDBConfigSetter {

    static final long MANIFEST_PREALLOCATION_BYTES = 64 * 1024;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setManifestPreallocationSize(MANIFEST_PREALLOCATION_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing of its own to be released.
    }
}
