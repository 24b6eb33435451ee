package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StateStoreSettingsTest {

    private static final long KIBIBYTES_OF_AN_EMPTY_STORE = 256;
    private static final int STORES = 8;
    private static final int ROWS = 20_000;
    private static final int ROW_BYTES = 4_000;

    @TempDir
    private Path directory;

    /** The sums of RocksDB's metrics over the stores while the rows were written; the driver's commit empties the write buffers. */
    private final Map<String, Long> written = new HashMap<>();

    @Test
    void shouldTakeLittleDiskForAnEmptyStore() throws Exception {
        RocksDB.loadLibrary();
        try (Options options = new Options().setCreateIfMissing(true)) {
            options.setTableFormatConfig(new BlockBasedTableConfig());
            StateStoreSettings settings = new StateStoreSettings();
            settings.setConfig("store", options, Map.of());

            try (RocksDB store = RocksDB.open(options, directory.toString())) {
                assertThat(kibibytesOnDisk()).isBetween(1L, KIBIBYTES_OF_AN_EMPTY_STORE);
                assertThat(store.getLatestSequenceNumber()).isZero();
            }
            settings.close("store", options);
        }
    }

    /** 80 MB of rows in 8 stores, which with RocksDB's own settings would all be in write buffers. */
    @Test
    void shouldBoundTheMemoryOfAllStoresTogether() {
        long bytes = StateStoreSettings.LEAST_MEMORY_BYTES;

        try (TopologyTestDriver driver = driver(bytes)) {
            driver.createInputTopic("rows", new StringSerializer(), new StringSerializer())
                    .pipeInput("all", "");

            assertThat(written).containsKey("size-all-mem-tables");
            assertThat(written.get("size-all-mem-tables")).isBetween(1L, bytes / 2);
            assertThat(written.get("block-cache-usage") / STORES).isBetween(1L, bytes);
            assertThat(written.get("block-cache-capacity") / STORES).isEqualTo(bytes);
            assertThat(StateMemory.stores()).isEqualTo(STORES);
        }

        assertThat(StateMemory.stores()).isZero();
    }

    @Test
    void shouldSayWhatToWriteInsteadOfTooLittleMemory() {
        try (Options options = new Options()) {
            for (String wrong : new String[] {"64m", "1024", "-1"}) {
                assertThatThrownBy(() -> new StateStoreSettings()
                                .setConfig("store", options, Map.of(StateStoreSettings.MEMORY_BYTES, wrong)))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("use a number of bytes of at least 16777216");
            }
        }
        assertThat(StateMemory.stores()).isZero();
    }

    private TopologyTestDriver driver(long memoryBytes) {
        Topology topology = new Topology();
        topology.addSource("source", new StringDeserializer(), new StringDeserializer(), "rows");
        topology.addProcessor("writer", Writer::new, "source");
        for (int store = 0; store < STORES; store++) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore("store-" + store), Serdes.String(), Serdes.Bytes())
                            .withLoggingDisabled(),
                    "writer");
        }
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bounded");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateStoreSettings.class.getName());
        properties.put(StateStoreSettings.MEMORY_BYTES, String.valueOf(memoryBytes));
        return new TopologyTestDriver(topology, properties);
    }

    private long kibibytesOnDisk() throws Exception {
        Process program = new ProcessBuilder("du", "-sk", directory.toString()).start();
        String[] columns = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s", 2);
        return Long.parseLong(columns[0]);
    }

    /** Spreads the rows over the stores, in one transaction. */
    private final class Writer extends ContextualProcessor<String, String, Void, Void> {

        @Override
        public void process(Record<String, String> start) {
            Random random = new Random(1);
            for (int row = 0; row < ROWS; row++) {
                byte[] value = new byte[ROW_BYTES];
                random.nextBytes(value);
                context()
                        .<KeyValueStore<String, Bytes>>getStateStore("store-" + row % STORES)
                        .put(String.valueOf(row), Bytes.wrap(value));
            }
            context().metrics().metrics().forEach((name, metric) -> {
                if (name.tags().containsKey("rocksdb-state-id") && metric.metricValue() instanceof BigInteger value) {
                    written.merge(name.name(), value.longValue(), Long::sum);
                }
            });
        }
    }
}
