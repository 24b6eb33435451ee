package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.lab.LabException;
import org.junit.jupiter.api.Test;

class GuestReportTest {

    @Test
    void shouldReadWhatTheAgentAnswers() {
        String answer =
                """
                {"return":{"name":"Slackwater lab guest","kernel-release":"6.1.0-56-cloud-amd64","variant-id":"7",
                "version-id":"12.4","machine":"x86_64","id":"slackwater-lab"}}
                """;

        assertThat(GuestReport.of(answer)).isEqualTo(new GuestReport("6.1.0-56-cloud-amd64", "12.4", "7"));
    }

    @Test
    void shouldNameTheFieldThatAnotherGuestDoesNotTell() {
        assertThatThrownBy(() -> GuestReport.of("{\"return\":{\"kernel-release\":\"6.1\"}}"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("version-id");
    }
}
