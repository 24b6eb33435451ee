package io.slackwater.planning.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.TestLog;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.Planner;
import io.slackwater.planning.report.PlanJson;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {

    @TempDir
    private Path directory;

    @Test
    void shouldPlanFromWhatIsCommittedOfALogAsFromItsRecords() throws Exception {
        // given
        TestLog log = new TestLog(HostMode.ACTIVE, 50L << 30)
                .change(TestLog.CHANGE, 2)
                .policy("all", 1, "{\"rollout\": {\"canary\": 1, \"soak\": \"1h\"}}");
        for (String vm : new String[] {"vm-1", "vm-2", "vm-3"}) {
            log.vm(vm, true, Map.of()).nightly(vm);
        }
        log.vm("vm-4", true, Map.of()).running("vm-4");
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicProvisioner(client, ProvisioningPlan.SINGLE_NODE).provision();
            write(log, client);
            writeWhatNobodyReads(client);
            abort(log, client);

            // when
            Fleet read = fleet();
            long records = new LogReader(client).read(read);

            // then
            Fleet heard = fleet();
            log.entries().forEach(entry -> heard.hear(entry.value(), entry.at()));
            assertThat(records).isEqualTo(log.entries().size() + 1L);
            assertThat(read.unreadable()).isEqualTo(1);
            assertThat(plan(read).waves()).isEqualTo(plan(heard).waves()).hasSize(2);
            assertThat(plan(read).forecast()).isEqualTo(plan(heard).forecast());
            assertThat(PlanJson.of(plan(read)).path("vms")).hasSize(4);
            assertThat(plan(read).stragglers()).singleElement().satisfies(vm -> assertThat(vm.vmId())
                    .isEqualTo("vm-4"));
        }
    }

    private static Plan plan(Fleet fleet) {
        return Planner.plan(fleet, Settings.of(Map.of()), TestLog.NOW).orElseThrow();
    }

    private static Fleet fleet() {
        return new Fleet(
                TestLog.CHANGE,
                new PolicyReader(Settings.of(Map.of()).builtIn()),
                new Supersession(DebianVersion.TEXT_ORDER));
    }

    private static void write(TestLog log, Map<String, Object> client) throws Exception {
        try (KafkaProducer<String, SpecificRecord> producer =
                new KafkaProducer<>(client, new StringSerializer(), new TopicSerializer())) {
            for (TestLog.Entry entry : log.entries()) {
                producer.send(record(entry)).get();
            }
        }
    }

    private static void writeWhatNobodyReads(Map<String, Object> client) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("slackwater.changes", "golden", new byte[] {1, 2, 3}))
                    .get();
        }
    }

    /** Says of each VM in vain that it is off. */
    private static void abort(TestLog log, Map<String, Object> client) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", client.get("bootstrap.servers"), "transactional.id", "test");
        try (KafkaProducer<String, SpecificRecord> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new TopicSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (TestLog.Entry entry : log.entries()) {
                producer.send(record(entry)).get();
            }
            producer.abortTransaction();
        }
    }

    private static ProducerRecord<String, SpecificRecord> record(TestLog.Entry entry) {
        return new ProducerRecord<>(entry.topic(), null, entry.at().toEpochMilli(), entry.key(), entry.value());
    }
}
