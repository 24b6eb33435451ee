package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StateStoreSettingsTest {

    private static final long KIBIBYTES_OF_AN_EMPTY_STORE = 256;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeLittleDiskForAnEmptyStore() throws Exception {
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true)) {
            new StateStoreSettings().setConfig("store", options, Map.of());

            try (RocksDB store = RocksDB.open(options, directory.toString())) {
                assertThat(kibibytesOnDisk()).isBetween(1L, KIBIBYTES_OF_AN_EMPTY_STORE);
                assertThat(store.getLatestSequenceNumber()).isZero();
            }
        }
    }

    private long kibibytesOnDisk() throws Exception {
        Process program = new ProcessBuilder("du", "-sk", directory.toString()).start();
        String[] columns = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s", 2);
        return Long.parseLong(columns[0]);
    }
}
