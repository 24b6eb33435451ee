package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.standalone.vms.VmNames;
import java.time.Instant;
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

    private final VmNames names = subject -> subject.equals(CANARY) ? "canary" : subject;

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

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
