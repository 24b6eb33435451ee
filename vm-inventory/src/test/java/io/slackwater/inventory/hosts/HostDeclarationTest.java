package io.slackwater.inventory.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostDeclarationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+tcp://root:secret@rack1-a/system",
                "qemu+tcp://root:secret@rack_1/system",
                "qemu+tcp://root:sec ret@rack1-a/system",
                "//root:secret@rack1-a/system"
            })
    void shouldRefuseAPasswordAndNotRepeatIt(String uri) {
        assertThatThrownBy(() -> declare(uri))
                .isInstanceOfSatisfying(InvalidDeclarationException.class, refused -> assertThat(refused.field())
                        .isEqualTo("uri"))
                .hasMessageNotContaining("ret");
    }

    @Test
    void shouldTakeAUserWithoutAPassword() {
        assertThat(declare("qemu+ssh://slackwater@rack1-a/system").uri())
                .isEqualTo("qemu+ssh://slackwater@rack1-a/system");
    }

    @ParameterizedTest
    @CsvSource({
        "rack 1, '\"rack 1\" is no URI'",
        "lxc, '\"lxc\" has no scheme'",
        "qemu+tcp://root:secret@rack1-a/session, It holds a password"
    })
    void shouldCheckFurtherUrisLikeTheFirst(String further, String message) {
        assertThatThrownBy(() -> new HostDeclaration(
                        "rack1-a", "qemu:///system", List.of("lxc:///system", further), HostMode.OBSERVE, Map.of()))
                .isInstanceOfSatisfying(InvalidDeclarationException.class, refused -> assertThat(refused.field())
                        .isEqualTo("furtherUris"))
                .hasMessageContaining(message)
                .hasMessageNotContaining("ret");
    }

    private static HostDeclaration declare(String uri) {
        return new HostDeclaration("rack1-a", uri, HostMode.OBSERVE, Map.of());
    }
}
