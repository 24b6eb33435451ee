package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.debian.version.DebianVersion;
import io.slackwater.executor.policy.json.PolicyReader;
import io.slackwater.inventory.match.Supersession;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.settings.Settings;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.standalone.vms.VmNames;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds an update up may be other VMs, which the services know by their UUIDs. */
class NamedBlockersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CANARY = "4f0c0000-0000-4000-8000-000000000001";
    private static final String BLOCKER =
            """
            {"vmId": "1a", "vmName": "web-2", "changeId": "c", "code": "WAVE_NOT_OPEN", "subject": "c/2", "since":
             "2026-03-01T10:00:00Z", "detail": "1 await a start; the first of them: %s"}"""
                    .formatted(CANARY);

    private final VmNames names = new VmNames(NamedBlockersTest::fleet, new PrintWriter(Writer.nullWriter()));

    @Test
    void shouldNameTheVmsThatAWaveWaitsForInTheListOfBlockers() throws JsonProcessingException {
        JsonNode answer = json("{\"complete\": true, \"updates\": 1, \"blocked\": 1, \"counts\": {}, \"blockers\": ["
                + BLOCKER + "], \"more\": 0}");

        assertThat(BlockerText.lines(answer, names, NOW))
                .last()
                .asString()
                .endsWith("1 await a start; the first of them: canary");
    }

    @Test
    void shouldNameTheVmsThatAWaveWaitsForInTheExplanationOfAVm() throws JsonProcessingException {
        JsonNode explained =
                json("{\"vmId\": \"1a\", \"updates\": [{\"changeId\": \"c\", \"blockers\": [" + BLOCKER + "]}]}");

        assertThat(new VmText(explained, names, NOW).lines())
                .contains("    1 await a start; the first of them: canary");
    }

    private static Fleet fleet() {
        Fleet fleet = new Fleet(
                "", new PolicyReader(Settings.of(Map.of()).builtIn()), new Supersession(DebianVersion.TEXT_ORDER));
        fleet.hear(
                VmEvent.newBuilder()
                        .setVmId(CANARY)
                        .setType(VmEventType.OBSERVED)
                        .setHostId("h1")
                        .setName("canary")
                        .setLabels(Map.of())
                        .setUses(List.of())
                        .setOccurredAt(NOW)
                        .build(),
                NOW);
        return fleet;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
