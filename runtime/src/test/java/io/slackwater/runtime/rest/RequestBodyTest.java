package io.slackwater.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

    private static final List<String> FIELDS = List.of("hold", "hosts", "reason");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}              | The field hold is missing",
                "{\"hold\": 7}   | The field hold is no text, or empty",
                "{\"hold\": \" \"} | The field hold is no text, or empty",
                "{\"hodl\": \"a\"} | There is no field hodl; the fields are [hold, hosts, reason]",
            })
    void shouldNameTheFieldThatIsNotAsItShouldBe(String body, String told) {
        assertThatThrownBy(() -> read(body).text("hold")).hasMessage(told);
    }

    @Test
    void shouldNameTheListThatIsNotAsItShouldBe() {
        assertThatThrownBy(() -> read("{}").texts("hosts")).hasMessage("The field hosts is missing");
        assertThatThrownBy(() -> read("{\"hosts\": []}").texts("hosts"))
                .hasMessage("The field hosts is no list, or empty");
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        assertThat(read(body("hold", "n".repeat(256))).text("hold")).hasSize(256);
        assertThatThrownBy(() -> read(body("hold", "n".repeat(257))).text("hold"))
                .hasMessage("The field hold has 257 characters, the limit is 256");
        assertThat(read(body("reason", "r".repeat(2_000))).text("reason")).hasSize(2_000);
        assertThatThrownBy(() -> read(body("reason", "r".repeat(2_001))).text("reason"))
                .hasMessage("The field reason has 2001 characters, the limit is 2000");
        assertThatThrownBy(() -> read("{\"hosts\": [\"a\", \"" + "h".repeat(257) + "\"]}")
                        .texts("hosts"))
                .hasMessage("The field hosts has 257 characters, the limit is 256");
    }

    @Test
    void shouldRefuseAControlCharacter() {
        assertThatThrownBy(() -> read(body("reason", "disk\\nERROR forged")).text("reason"))
                .hasMessage("The field reason has the control character U+000A at position 5");
    }

    private static String body(String field, String text) {
        return "{\"" + field + "\": \"" + text + "\"}";
    }

    private static RequestBody read(String body) {
        return RequestBody.read(new ObjectMapper(), body, FIELDS, "Send a text for each");
    }
}
