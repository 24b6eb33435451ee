package io.slackwater.standalone.vms;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.CommandFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LogVmNamesTest {

    private static final String FIRST = "4f0c0000-0000-4000-8000-000000000001";
    private static final String SECOND = "4f0d0000-0000-4000-8000-000000000002";
    private static final String THIRD = "ab0c0000-0000-4000-8000-000000000003";
    private static final String UNHEARD_OF = "ff0c0000-0000-4000-8000-000000000009";

    private final StringWriter hints = new StringWriter();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void shouldCallAVmByItsNameAlsoWhenItIsGone() {
        VmNames names = names(() -> new SmallFleet()
                .vm(FIRST, "web-1", "rack1-a")
                .vm(SECOND, "web-2", "rack1-a")
                .gone(SECOND, "rack1-a")
                .fleet);

        assertThat(names.inWords(FIRST)).isEqualTo("web-1");
        assertThat(names.inWords(SECOND)).isEqualTo("web-2");
        assertThat(names.inWords(UNHEARD_OF)).isEqualTo(UNHEARD_OF);
        assertThat(reads).as("the log is read once").hasValue(1);
    }

    @Test
    void shouldTellVmsOfOneNameApart() {
        VmNames names = names(() -> new SmallFleet().vm(FIRST, "web", "rack1-a").vm(THIRD, "web", "rack1-b").fleet);

        assertThat(names.inWords(THIRD)).isEqualTo("web (" + THIRD + ")");
    }

    @Test
    void shouldPutNamesIntoASentenceWhereItNamesVms() {
        VmNames names = names(() -> new SmallFleet()
                .vm(FIRST, "web$1", "rack1-a")
                .vm(SECOND, "web", "rack1-a")
                .vm(THIRD, "web", "rack1-b")
                .fleet);

        assertThat(names.inText("2 await a start; the first of them: " + FIRST + ", " + SECOND + ", " + UNHEARD_OF))
                .isEqualTo("2 await a start; the first of them: web$1, web (" + SECOND + "), " + UNHEARD_OF);
        assertThat(names.inText("held by " + FIRST + ".qcow2 below /images/" + FIRST))
                .as("what is called after a VM is not the VM")
                .isEqualTo("held by " + FIRST + ".qcow2 below /images/" + FIRST);
    }

    @Test
    void shouldReadNoLogForWhatIsNoVm() {
        VmNames names = names(() -> {
            throw new AssertionError("the log is not needed");
        });

        assertThat(names.inWords("rack1-a")).isEqualTo("rack1-a");
        assertThat(names.inText("The fleet is frozen")).isEqualTo("The fleet is frozen");
    }

    @Test
    void shouldShowUuidsWhereTheLogIsNotReached() {
        VmNames names = names(() -> {
            throw new CommandFailedException("No broker is reached");
        });

        assertThat(names.inWords(FIRST)).isEqualTo(FIRST);
        assertThat(names.inWords(SECOND)).isEqualTo(SECOND);
        assertThat(hints.toString().lines()).containsExactly("(VMs are shown by their UUIDs. No broker is reached)");
    }

    private VmNames names(Supplier<Fleet> log) {
        return new LogVmNames(
                () -> {
                    reads.incrementAndGet();
                    return log.get();
                },
                new PrintWriter(hints, true));
    }
}
