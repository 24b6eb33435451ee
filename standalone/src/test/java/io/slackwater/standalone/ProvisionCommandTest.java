package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProvisionCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--vm-partitions=0", "--host-partitions=-1", "--replication=0", "--audit-days=0"})
    void shouldRefuseNothingAtAll(String option) {
        int exitCode = new CommandLine(new ProvisionCommand())
                .setErr(new PrintWriter(out, true))
                .execute("--bootstrap", "127.0.0.1:1", option);

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(out.toString()).startsWith(option.replace("=", " is ") + ": use 1 or more");
    }

    @Test
    void shouldEndWithAnErrorWhereATopicThatIsThereLosesData() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("slackwater.changes", 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "-1"))))
                    .all()
                    .get();

            int exitCode = new CommandLine(new ProvisionCommand())
                    .setOut(new PrintWriter(out, true))
                    .execute("--bootstrap", broker.bootstrapServers());

            assertThat(exitCode).isOne();
            assertThat(out.toString().lines())
                    .anyMatch(line -> line.startsWith("Created slackwater.schemas"))
                    .filteredOn(line -> line.startsWith("Topic "))
                    .singleElement()
                    .asString()
                    .startsWith("Topic slackwater.changes: cleanup.policy is compact, needed is delete.");
        }
    }
}
