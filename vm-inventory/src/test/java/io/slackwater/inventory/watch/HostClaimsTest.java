package io.slackwater.inventory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.inventory.watch.HostClaims.SameHost;
import io.slackwater.inventory.watch.HostIdentity.Claim;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostClaimsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String UUID = "4c4c4544-0042-3510-8052-b4c04f4a3132";
    private static final String OTHER_UUID = "00000000-0000-3510-8052-b4c04f4a3132";
    private static final int ORDERS = 500;

    private final HostClaims claims = new HostClaims();

    @Test
    void shouldCallAHostTheSameAsTheOneThatClaimedItsUuidBefore() {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        assertThat(claims.sameHostAs("a")).isEmpty();
        SameHost same = claims.sameHostAs("b").orElseThrow();
        assertThat(same.first()).isEqualTo("a");
        assertThat(same.told())
                .startsWith("SAME_HOST_AS a: ")
                .contains(UUID, "slackwater hosts retire b ", "host_uuid in /etc/libvirt/libvirtd.conf");
    }

    /** Whatever lies between the readings of the partitions, a host that was first stays so, and only an ended claim is passed by. */
    @Test
    void shouldSayTheSameInWhateverOrderThePartitionsAreRead() {
        List<List<HostEvent>> partitions = List.of(
                List.of(
                        declared("a", "u1"),
                        identified("a", "u1", "1"),
                        retired("a"),
                        declared("a", "u1"),
                        identified("a", "u1", "3")),
                List.of(declared("b", "u2"), identified("b", "u2", "2")),
                List.of(claimed("a", "1"), claimed("b", "2"), claimed("a", "3")));
        Random random = new Random(1);

        for (int order = 0; order < ORDERS; order++) {
            HostClaims read = new HostClaims();
            read.begin();
            List<List<HostEvent>> rest = new ArrayList<>();
            partitions.forEach(partition -> rest.add(new ArrayList<>(partition)));
            boolean wasFirst = false;
            while (!rest.isEmpty()) {
                List<HostEvent> partition = rest.get(random.nextInt(rest.size()));
                read.take(partition.remove(0));
                rest.removeIf(List::isEmpty);
                boolean isRead = isRead(read, "b", "2");
                boolean isFirst = isRead && read.sameHostAs("b").isEmpty();
                assertThat(wasFirst && !isFirst).as("b was first and is not").isFalse();
                wasFirst = isFirst;
            }
            assertThat(read.sameHostAs("b")).isEmpty();
            assertThat(read.sameHostAs("a").map(SameHost::first)).contains("b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retired", "another URI", "another UUID"})
    void shouldWatchTheNextOnceTheClaimOfTheFirstHasEnded(String end) {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        switch (end) {
            case "retired" -> claims.take(retired("a"));
            case "another URI" -> claims.take(declared("a", "u3"));
            default -> claims.take(identified("a", "u1", "3", OTHER_UUID));
        }

        assertThat(claims.sameHostAs("b")).isEmpty();
    }

    @Test
    void shouldLeaveTheFirstFirstThoughItsLabelsChangeOrItsUuidCannotBeRead() {
        takeAll(declared("a", "u1"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        takeAll(declared("a", "u1"), unread("a", "u1"));

        assertThat(claims.sameHostAs("b").map(SameHost::first)).contains("a");
        assertThat(claims.unclear("a").orElse("")).contains("HOST_UUID_UNKNOWN", "refused");
        claims.take(identified("a", "u1", "1"));
        assertThat(claims.unclear("a")).isEmpty();
    }

    @Test
    void shouldNotCountWhatAWatcherWroteAfterItsHostWasRetiredOrLedElsewhere() {
        takeAll(declared("a", "u1"), retired("a"), identified("a", "u1", "1"), claimed("a", "1"));
        takeAll(declared("c", "u3"), declared("c", "u4"), identified("c", "u3", "3"), claimed("c", "3"));
        takeAll(declared("b", "u2"), identified("b", "u2", "2"), claimed("b", "2"));

        assertThat(claims.sameHostAs("b")).isEmpty();
        assertThat(claims.sameHostAs("c")).isEmpty();
    }

    @Test
    void shouldNotKnowAClaimOfWhichOnlyOnePartitionWasRead() {
        takeAll(declared("b", "u2"), claimed("b", "2"), declared("c", "u3"), identified("c", "u3", "3"));

        assertThat(isRead(claims, "b", "2")).isFalse();
        assertThat(isRead(claims, "c", "3")).isFalse();
    }

    @Test
    void shouldKnowAClaimOnceAllIsReadThatCameBeforeIt() throws InterruptedException {
        claims.begin();
        takeAll(declared("b", "u2"), claimed("b", "2"));
        claims.take(identified("b", "u2", "2"));
        assertThat(claims.awaitRead("b", claim("2"), Duration.ZERO)).isFalse();

        claims.caughtUp();

        assertThat(claims.awaitRead("b", claim("2"), Duration.ZERO)).isTrue();
        claims.begin();
        assertThat(claims.awaitRead("b", claim("2"), Duration.ZERO)).isFalse();
    }

    private void takeAll(HostEvent... events) {
        List.of(events).forEach(claims::take);
    }

    private static boolean isRead(HostClaims claims, String hostId, String claim) {
        claims.caughtUp();
        try {
            return claims.awaitRead(hostId, claim(claim), Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Claim claim(String id) {
        return new Claim(id, UUID, NOW);
    }

    private static HostEvent declared(String hostId, String uri) {
        return event(hostId, HostEventType.DECLARED).setUri(uri).build();
    }

    private static HostEvent retired(String hostId) {
        return event(hostId, HostEventType.RETIRED).build();
    }

    private static HostEvent identified(String hostId, String uri, String claim) {
        return identified(hostId, uri, claim, UUID);
    }

    private static HostEvent identified(String hostId, String uri, String claim, String uuid) {
        return event(hostId, HostEventType.IDENTIFIED)
                .setUri(uri)
                .setClaim(claim)
                .setHostUuid(uuid)
                .build();
    }

    private static HostEvent unread(String hostId, String uri) {
        return event(hostId, HostEventType.IDENTIFIED)
                .setUri(uri)
                .setReason("refused")
                .build();
    }

    private static HostEvent claimed(String hostId, String claim) {
        return event(hostId, HostEventType.CLAIMED)
                .setClaim(claim)
                .setHostUuid(UUID)
                .build();
    }

    private static HostEvent.Builder event(String hostId, HostEventType type) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(type)
                .setMode(HostMode.OBSERVE)
                .setOccurredAt(NOW);
    }
}
