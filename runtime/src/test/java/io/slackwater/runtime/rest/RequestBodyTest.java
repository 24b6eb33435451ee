package io.slackwater.runtime.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBodyTest {

    private static final List<String> FIELDS = List.of("hold", "hosts");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}              | The field hold is missing",
                "{\"hold\": 7}   | The field hold is no text, or empty",
                "{\"hold\": \" \"} | The field hold is no text, or empty",
                "{\"hodl\": \"a\"} | There is no field hodl; the fields are [hold, hosts]",
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

    private static RequestBody read(String body) {
        return RequestBody.read(new ObjectMapper(), body, FIELDS, "Send a text for each");
    }
}
