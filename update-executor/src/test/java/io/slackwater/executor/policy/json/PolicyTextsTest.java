package io.slackwater.executor.policy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextsTest {

    private static final String LONG = "a".repeat(257);

    @ParameterizedTest
    @ValueSource(strings = {"{\"selector\":{\"vmLabels\":{\"%s\":\"x\"}}}", "{\"selector\":{\"portion\":\"%s\"}}"})
    void shouldNameATextThatIsTooLong(String document) {
        assertThat(PolicyTexts.problem(event(document.formatted(LONG), "alex", "why")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("document", "257", "256"));
        assertThat(PolicyTexts.problem(event(document.formatted(LONG.substring(1)), "alex", "why")))
                .isEmpty();
    }

    @Test
    void shouldNameTextsOutsideTheDocument() {
        assertThat(PolicyTexts.problem(event("{}", LONG, "why")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("The text of actor has 257 characters"));
        assertThat(PolicyTexts.problem(event("{}", "alex", "why\nnot")))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("The text of reason has the control character U+000A"));
    }

    private static PolicyEvent event(String document, String actor, String reason) {
        return PolicyEvent.newBuilder()
                .setPolicy("web")
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor(actor)
                .setReason(reason)
                .setOccurredAt(Instant.EPOCH)
                .build();
    }
}
