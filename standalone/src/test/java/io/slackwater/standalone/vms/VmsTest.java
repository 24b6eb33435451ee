package io.slackwater.standalone.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.CommandFailedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmsTest {

    private static final String FIRST = "4f0c0000-0000-4000-8000-000000000001";
    private static final String SECOND = "4f0d0000-0000-4000-8000-000000000002";
    private static final String THIRD = "ab0c0000-0000-4000-8000-000000000003";

    private final Fleet fleet = new SmallFleet()
            .vm(FIRST, "web-1", "rack1-a")
            .vm(SECOND, "web-2", "rack1-a")
            .vm(THIRD, "mail", "rack1-b")
            .heldUp(FIRST, "rack1-a")
            .fleet;

    @Test
    void shouldListEveryVmWithWhatItUsesAndWhatHoldsItUp() {
        List<String> lines = lines(fleet, Optional.empty());

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("NAME");
        assertThat(lines.get(1)).startsWith("mail ");
        assertThat(lines.get(2).split(" {2,}"))
                .containsExactly(
                        "web-1",
                        FIRST,
                        "rack1-a",
                        "RUNNING",
                        "kernel=debian-12/kernel 6.1.0-41",
                        "debian-12-42 REQUIRED, 1 blocker");
        assertThat(lines.get(3)).startsWith("web-2").endsWith("-");
    }

    @Test
    void shouldListTheVmsOfOneHost() {
        assertThat(lines(fleet, Optional.of("rack1-b")))
                .hasSize(2)
                .last()
                .asString()
                .contains(THIRD);
    }

    @Test
    void shouldSayThatThereIsNoSuchHostWithTheNearest() {
        assertThatThrownBy(() -> lines(fleet, Optional.of("rack1b")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("There is no host rack1b. Nearest: rack1-b, rack1-a.");
    }

    @Test
    void shouldSayThatThereIsNoVm() {
        assertThat(lines(new SmallFleet().fleet, Optional.empty()))
                .containsExactly("There is no VM: 2 hosts declared, and none has said that it has one.");
        assertThat(lines(new SmallFleet().fleet, Optional.of("rack1-a")))
                .containsExactly("Host rack1-a has no VM, as far as the log says.");
    }

    @Test
    void shouldSayThatWhatIsShownOfAHostThatIsAwayWasSeenLast() {
        Fleet lost = new SmallFleet()
                .vm(FIRST, "web-1", "rack1-a")
                .vm(THIRD, "mail", "rack1-b")
                .away("rack1-a")
                .fleet;
        String said = "Host rack1-a is not reached since 2026-03-02T11:00:00Z (60 min): what is shown of it is what was"
                + " seen last.";

        assertThat(lines(lost, Optional.empty()))
                .contains(said)
                .anySatisfy(line -> assertThat(line).contains(FIRST, "rack1-a (not reached)"))
                .anySatisfy(line -> assertThat(line).contains(THIRD, "rack1-b  "));
        assertThat(lines(lost, Optional.of("rack1-b"))).hasSize(2);
        assertThat(lines(new SmallFleet().away("rack1-a").fleet, Optional.empty()))
                .hasSize(2)
                .contains(said);
    }

    private static List<String> lines(Fleet fleet, Optional<String> host) {
        return VmsCommand.lines(fleet, host, SmallFleet.NOW);
    }

    @Test
    void shouldFindAVmByItsNameAndByTheBeginningOfItsUuid() {
        assertThat(find("mail")).isEqualTo(THIRD);
        assertThat(find("4F0C")).isEqualTo(FIRST);
    }

    @Test
    void shouldFindAVmThatVanishedByTheNameThatItHad() {
        Fleet left = new SmallFleet()
                .vm(FIRST, "web-1", "rack1-a")
                .vm(SECOND, "web-2", "rack1-a")
                .gone(FIRST, "rack1-a")
                .gone(SECOND, "rack1-a")
                .vm(THIRD, "web-2", "rack1-b")
                .fleet;

        assertThat(VmFinder.find("web-1", () -> left)).isEqualTo(FIRST);
        assertThat(VmFinder.find("web-2", () -> left))
                .as("one that is there comes before one that is gone")
                .isEqualTo(THIRD);
    }

    @Test
    void shouldTakeAWholeUuidAsItIs() {
        assertThat(VmFinder.find(FIRST.toUpperCase(java.util.Locale.ROOT), () -> {
                    throw new AssertionError("the log is not needed");
                }))
                .isEqualTo(FIRST);
    }

    @Test
    void shouldListWhatMayBeMeant() {
        assertThatThrownBy(() -> find("4f0"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("4f0 may mean any of 2 VMs; write more of the UUID:\n  " + FIRST + " web-1\n  " + SECOND
                        + " web-2");
    }

    @Test
    void shouldSayThatThereIsNoSuchVmWithTheNearest() {
        assertThatThrownBy(() -> find("web-3"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("There is no VM web-3. Nearest: web-1, web-2. 'slackwater vms' lists them");
    }

    private String find(String written) {
        return VmFinder.find(written, () -> fleet);
    }
}
