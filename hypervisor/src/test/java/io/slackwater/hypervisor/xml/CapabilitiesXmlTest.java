package io.slackwater.hypervisor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesXmlTest {

    private static final UUID ID = UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3132");

    @Test
    void shouldReadTheUuidOfTheHostAndNoOther() throws Exception {
        assertThat(CapabilitiesXml.hostUuid(
                        "<capabilities><guest><uuid>x</uuid></guest><host>\n <uuid> %s </uuid></host></capabilities>"
                                .formatted(ID)))
                .contains(ID);
    }

    @Test
    void shouldReadNoneWhereNoneIsTold() throws Exception {
        assertThat(CapabilitiesXml.hostUuid("<capabilities><host><cpu/></host></capabilities>"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<capabilities><host><uuid></uuid></host></capabilities>",
                "<capabilities><host><uuid>Not Settable</uuid></host></capabilities>",
                "<domain/>",
                "<capabilities>"
            })
    void shouldSayWhatCannotBeUnderstood(String document) {
        assertThatThrownBy(() -> CapabilitiesXml.hostUuid(document)).isInstanceOf(MalformedDomainXmlException.class);
    }
}
