package io.slackwater.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibvirtErrorsTest {

    @ParameterizedTest
    @CsvSource({
        // no domain, no pool, no volume
        "42, 10, 0, NotFound",
        "49, 18, 0, NotFound",
        "50, 18, 0, NotFound",
        // no snapshot, no checkpoint: the domain that they were read for is there
        "72, 10, 0, Unreachable",
        "103, 10, 0, Unreachable",
        // ENOSPC and EDQUOT of the storage driver, and another errno
        "38, 18, 28, NoSpace",
        "38, 18, 122, NoSpace",
        "38, 18, 13, Rejected",
        // a network file system's server is away: ECONNABORTED, ENOTCONN, ETIMEDOUT, ECONNREFUSED, EHOSTDOWN,
        // EHOSTUNREACH, ESTALE
        "38, 18, 103, Unreachable",
        "38, 18, 107, Unreachable",
        "38, 18, 110, Unreachable",
        "38, 18, 111, Unreachable",
        "38, 18, 112, Unreachable",
        "38, 18, 113, Unreachable",
        "38, 18, 116, Unreachable",
        // the connection: client socket is closed, broken pipe; the driver: cannot acquire state change lock
        "1, 7, 0, Unreachable",
        "38, 7, 32, Unreachable",
        "68, 10, 0, Unreachable",
        // a schema violation, an internal error of QEMU, what the daemon does not implement
        "92, 5, 0, Rejected",
        "1, 10, 0, Rejected",
        "3, 7, 0, Rejected"
    })
    void shouldTellWhatCanBeTriedAgainFromWhatCannot(int code, int domain, int errno, String kind) {
        LibvirtErrors.Failure failure = new LibvirtErrors.Failure(code, domain, errno, "because");

        HypervisorException exception = LibvirtErrors.classify("Trying", failure);

        assertThat(exception.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(exception).hasMessage("Trying: because");
    }

    @Test
    void shouldNameTheRemedyWhereTheLibraryIsMissing() {
        assertThatThrownBy(() -> LibvirtLibrary.load("no-such-library"))
                .isInstanceOf(HypervisorException.Rejected.class)
                .hasMessageContaining("not installed")
                .hasMessageContaining("libvirt0");
    }

    @Test
    void shouldTranslateStatesAndReasonsAndSurviveNewOnes() {
        assertThat(DomainStates.state(5)).isEqualTo(RunState.SHUTOFF);
        assertThat(DomainStates.reason(RunState.SHUTOFF, 5)).isEqualTo("SAVED");
        assertThat(DomainStates.reason(RunState.RUNNING, 1)).isEqualTo("BOOTED");
        assertThat(DomainStates.state(99)).isEqualTo(RunState.NOSTATE);
        assertThat(DomainStates.reason(RunState.PAUSED, 99)).isEqualTo("UNKNOWN");
    }

    @Test
    void shouldSayWhoseFaultAFailedOpenIs() {
        LibvirtErrors.Failure refused = new LibvirtErrors.Failure(38, 7, 111, "Connection refused");
        LibvirtErrors.Failure forbidden = new LibvirtErrors.Failure(45, 7, 0, "authentication failed");

        assertThat(LibvirtErrors.classifyOpen("qemu+tls://host/system", refused, new Exception()))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessage("Cannot open qemu+tls://host/system: Connection refused");
        assertThat(LibvirtErrors.classifyOpen("qemu+tls://host/system", forbidden, new Exception()))
                .isInstanceOf(HypervisorException.Rejected.class);
        assertThatThrownBy(() -> new LibvirtHypervisors().open("quemu:///system"))
                .isInstanceOf(HypervisorException.Rejected.class)
                .hasMessageContaining("quemu:///system");
    }

    @Test
    void shouldCallAHostUnreachableWhereNobodyListens() throws Exception {
        LibvirtHypervisors hypervisors = new LibvirtHypervisors();
        assumeTrue(isInstalled(), "libvirt's client library is not installed");

        assertThatThrownBy(() -> hypervisors.open("qemu+unix:///system?socket=/no/such/socket"))
                .isInstanceOf(HypervisorException.Unreachable.class)
                .hasMessageContaining("/no/such/socket");
        assertThatThrownBy(() -> hypervisors.open("qemu+tcp://127.0.0.9:1/system"))
                .isInstanceOf(HypervisorException.Unreachable.class);
    }

    private static boolean isInstalled() throws HypervisorException {
        try {
            return LibvirtLibrary.load("virt").domains() != null;
        } catch (HypervisorException.Rejected e) {
            assertThat(e).hasMessageContaining("not installed");
            return false;
        }
    }
}
