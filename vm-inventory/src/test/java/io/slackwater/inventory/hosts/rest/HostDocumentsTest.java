package io.slackwater.inventory.hosts.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.InvalidDeclarationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostDocumentsTest {

    private static final List<String> KNOWN = List.of("lxc:///system");

    private final HostDocuments documents = new HostDocuments(new ObjectMapper());

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\": \"ACTIVE\"", "\"furtherUris\": null"})
    void shouldLeaveFurtherUrisThatTheBodyDoesNotSay(String rest) {
        assertThat(read(rest).furtherUris()).containsExactly("lxc:///system");
    }

    @Test
    void shouldTakeTheFurtherUrisThatTheBodySays() {
        assertThat(read("\"furtherUris\": [\"qemu:///session\"]").furtherUris()).containsExactly("qemu:///session");
        assertThat(read("\"furtherUris\": []").furtherUris()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"lxc:///system\"", "{}", "[1]", "[null]", "[[]]"})
    void shouldNameTheFieldWhenItIsNoListOfUris(String value) {
        assertThatThrownBy(() -> read("\"furtherUris\": " + value))
                .isInstanceOfSatisfying(InvalidDeclarationException.class, refused -> assertThat(refused.field())
                        .isEqualTo("furtherUris"));
    }

    private HostDeclaration read(String rest) {
        return documents.declaration("{\"hostId\": \"h1\", \"uri\": \"qemu:///system\", " + rest + "}", id -> KNOWN);
    }
}
