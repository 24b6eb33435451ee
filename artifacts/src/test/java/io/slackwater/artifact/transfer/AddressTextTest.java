package io.slackwater.artifact.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@host.example/debian, http://***@host.example/debian",
        "http://secret@host.example:80/debian, http://***@host.example:80/debian",
        "http://user:secret@host_name/debian, http://***@host_name/debian",
        "https://host.example/a.qcow2?token=secret, https://host.example/a.qcow2?***",
        "https://host.example/a.qcow2#secret, https://host.example/a.qcow2?***",
        "https://a:secret@host.example/b?c=secret, https://***@host.example/b?***",
        "http://host.example/a@b, http://host.example/a@b",
        "file:///srv/archive, file:///srv/archive",
        "file:/srv/archive, file:/srv/archive",
        "bob:secret@files/x.qcow2, bob:***",
        "bob:secret@files/x.qcow2?token=secret#secret, bob:***",
        "http:/user:secret@host.example/debian, http:***",
        "http:///user:secret@host.example/debian, http:***",
        "kernel, kernel",
    })
    void shouldLeaveOutWhatIsSecret(String address, String shown) {
        assertThat(AddressText.of(URI.create(address))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user:sec ret@host/", "http://user:s^cret@host/", "ht tp://secret"})
    void shouldNotRepeatWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> AddressText.parse(address, "the archive"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the archive is no address: Illegal character")
                .hasMessageNotContaining("cret");
    }

    @Test
    void shouldNotRepeatAProxyThatIsNoAddress() {
        Proxies proxies = new Proxies(Map.of("http", "http://user:s^cret@proxy:3128"));

        assertThatThrownBy(() -> proxies.proxyFor(URI.create("http://host.example/")))
                .hasMessageStartingWith("the proxy for http is no address")
                .hasMessageNotContaining("cret");
    }
}
