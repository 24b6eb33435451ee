package io.slackwater.mapping.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextsTest {

    private static final String LONGEST = "a".repeat(256);

    @ParameterizedTest
    @ValueSource(strings = {"{\"selector\":{\"vmLabels\":{\"%s\":\"x\"}}}", "{\"selector\":{\"portion\":\"%s\"}}"})
    void shouldNameATextThatIsTooLong(String document) throws Exception {
        assertThat(problem(document.formatted(LONGEST + "a")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("document", "257", "256"));
        assertThat(problem(document.formatted(LONGEST))).isEmpty();
    }

    @Test
    void shouldTakeACommandOfSeveralLines() throws Exception {
        String script = "echo 1\\n".repeat(100);

        assertThat(problem("{\"verification\":{\"command\":{\"run\":[\"/bin/sh\",\"-c\",\"%s\"]}}}".formatted(script)))
                .isEmpty();
    }

    private static Optional<String> problem(String document) throws JsonProcessingException {
        return PolicyTexts.problem(new JsonMapper().readTree(document));
    }
}
