package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StorageCommandTest {

    private static final String VOLUMES =
            """
            [{"store": "h1/default", "volume": "vmlinuz-50", "portion": "debian-12/kernel", "version": "6.1.0-50",
              "state": "NEEDED", "sizeBytes": 2254857830, "users": 7, "heldBy": [
                {"code": "USED_BY_VM", "count": 7, "subjects": ["vm-1", "vm-2"], "since": "2026-11-01T08:00:00Z",
                 "detail": "VM web-1 refers to it", "remedy": "Wait for the VMs' updates"}]},
             {"store": "h1/default", "volume": "vmlinuz-51", "portion": "debian-12/kernel", "version": "6.1.0-51",
              "state": "CURRENT", "sizeBytes": 1024, "users": 1, "heldBy": [
                {"code": "USED_BY_VM", "count": 1, "subjects": ["vm-9"], "since": "2026-11-01T08:00:00Z",
                 "detail": "", "remedy": ""},
                {"code": "HELD", "count": 2, "subjects": ["audit", "backup"], "since": "2026-11-01T08:00:00Z",
                 "detail": "", "remedy": ""}]}]
            """;

    private static final String VM = "4f0c0000-0000-4000-8000-000000000001";

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer reclaimer;

    @BeforeEach
    void startServer() throws IOException {
        reclaimer = new ScriptedServer().on("GET /freeze", 200, "{\"frozen\": false}");
    }

    @AfterEach
    void stopServer() {
        reclaimer.close();
    }

    @Test
    void shouldListVolumesWithWhatKeepsThem() {
        reclaimer.on("GET /volumes?portion=debian-12%2Fkernel", 200, VOLUMES);

        assertThat(run("storage", "--portion", "debian-12/kernel")).isZero();

        assertThat(printed.toString().lines().skip(1))
                .anySatisfy(line -> assertThat(line).contains("6.1.0-50", "2.1 GiB", "NEEDED", "USED_BY_VM 7"))
                .anySatisfy(line ->
                        assertThat(line).contains("6.1.0-51", "CURRENT", "USED_BY_VM 1, HELD 2 (audit, backup)"));
    }

    @Test
    void shouldSayFirstThatDeletesAreFrozen() {
        reclaimer
                .on(
                        "GET /freeze",
                        200,
                        "{\"frozen\": true, \"since\": \"2026-11-01T08:00:00Z\", \"detail\": \"alex froze the deletes of all stores: odd\"}")
                .on("GET /volumes", 200, "[]");

        assertThat(run("storage")).isZero();
        assertThat(run("blockers", "storage")).isZero();

        assertThat(printed.toString()
                        .lines()
                        .filter(line -> line.startsWith("Deletes are frozen in every store since")))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).contains("alex froze", "slackwater storage unfreeze --because WHY"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "freeze                     | POST /freeze             | ''                                              | updates go on, 'freeze' stops them",
                "unfreeze                   | DELETE /freeze           | ''                                              | a freeze of updates is another matter",
                "go-on h1/default           | POST /stores/go-on       | ,\"store\":\"h1/default\"                        | the others there go now",
                "consent h1/default         | POST /consents           | ,\"store\":\"h1/default\"                        | once nothing needs it",
                "consent h1/default/vm-49   | POST /consents           | ,\"store\":\"h1/default\",\"volume\":\"vm-49\"    | once nothing needs it",
                "accept-log h1/default      | POST /stores/accept-log  | ,\"store\":\"h1/default\"                        | goes on where the store's count is",
            })
    void shouldSendWhatIsDecidedAboutDeletes(String command, String request, String about, String follows) {
        reclaimer.on(request, 202, "");

        assertThat(run(("storage " + command + " --as alex --because odd").split(" ", -1)))
                .isZero();

        assertThat(reclaimer.requests)
                .containsExactly(request + " {\"actor\":\"alex\",\"reason\":\"odd\"" + about + "}");
        assertThat(printed.toString()).contains(follows);
    }

    @Test
    void shouldSayThatThereIsNothing() {
        reclaimer.on("GET /volumes", 200, "[]").on("GET /stores", 200, "[]");

        assertThat(run("storage")).isZero();
        assertThat(run("storage", "hosts")).isZero();

        assertThat(printed.toString().lines())
                .containsExactly(
                        "No such volume is known: none was staged or adopted, and no VM refers to one.",
                        "No store is known: no host was read yet.");
    }

    @Test
    void shouldSayWhichHostIsAwaySinceWhenAndThatWhatIsShownOfItIsOld() {
        reclaimer.on(
                "GET /stores",
                200,
                """
                [{"store": "nfs", "confirmed": ["h1"], "neverSynced": [], "hosts": [
                  {"hostId": "h1", "pool": "a", "poolType": "netfs", "poolActive": true, "mode": "ACTIVE",
                   "contact": "SYNCED", "contactSince": "2026-11-01T08:00:00Z"},
                  {"hostId": "h2", "pool": "a", "poolType": "netfs", "poolActive": true, "mode": "ACTIVE",
                   "contact": "UNREACHABLE", "contactSince": "2026-11-02T08:00:00Z"}]}]""");

        assertThat(run("storage", "hosts")).isZero();

        assertThat(printed.toString().lines().skip(1))
                .anySatisfy(line -> assertThat(line).contains("h1", "SYNCED  ").doesNotContain("2026"))
                .anySatisfy(line -> assertThat(line).contains("h2", "UNREACHABLE since 2026-11-02T08:00:00Z ("))
                .contains("What is shown of a host that is not SYNCED is what was seen last.");
    }

    @Test
    void shouldSayWhereNobodyNeedsToConfirmWhoSharesAStore() {
        reclaimer.on(
                "GET /stores",
                200,
                """
                [{"store": "h1/own", "confirmationNeeded": false, "confirmed": [], "suspectedShared": ["h3/own"], "hosts": [
                  {"hostId": "h1", "pool": "own", "poolType": "dir", "poolActive": true, "mode": "ACTIVE", "contact": "SYNCED"}]},
                 {"store": "nfs", "confirmationNeeded": true, "confirmed": ["h1"], "hosts": [
                  {"hostId": "h1", "pool": "a", "poolType": "dir", "poolActive": true, "marked": true, "mode": "ACTIVE", "contact": "SYNCED"},
                  {"hostId": "h2", "pool": "a", "poolType": "dir", "poolActive": true, "marked": true, "mode": "ACTIVE", "contact": "SYNCED"}]}]""");

        assertThat(run("storage", "hosts")).isZero();

        assertThat(printed.toString().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "h1/own|h1|own|dir|no|ACTIVE|SYNCED|not needed",
                        "nfs|h1|a|dir|yes|ACTIVE|SYNCED|yes",
                        "nfs|h2|a|dir|yes|ACTIVE|SYNCED|no",
                        "h1/own is suspected to be one directory with h3/own: they list the same old volumes, and nobody has marked them.");
    }

    @Test
    void shouldTellWhatHoldsWhatWouldBeFreed() {
        reclaimer.on("GET /volumes", 200, VOLUMES);

        assertThat(run("blockers", "storage")).isZero();

        assertThat(printed.toString())
                .contains("2.1 GiB of debian-12/kernel 6.1.0-50 in h1/default: USED_BY_VM (vm-1, vm-2 and 5 others)")
                .contains("Wait for the VMs' updates")
                .doesNotContain("6.1.0-51");
    }

    @Test
    void shouldTellWhatWasDeletedWithTheProof() {
        reclaimer.on(
                "GET /volumes/deleted?limit=1&portion=debian-12%2Fkernel&store=h1%2Fdefault",
                200,
                """
                {"count": 3, "bytesFreed": 3145728, "volumes": [
                  {"store": "h1/default", "volume": "vmlinuz-50", "portion": "debian-12/kernel", "version": "6.1.0-50",
                   "owner": "ADOPTED", "deletedAt": "2026-11-20T08:00:00Z", "bytesFreed": 1048576, "thereAgain": true,
                   "proof": {"completedUpdates": 3, "users": 3, "lastUsers": ["vm-1", "vm-2"],
                     "hostsAsked": [{"hostId": "h1", "askedAt": "2026-11-20T07:59:59Z", "references": 0}],
                     "dueSince": "2026-11-06T08:00:00Z", "graceSeconds": 1209600},
                   "adoption": {"actor": "ada", "reason": "it is ours", "at": "2026-11-01T08:00:00Z"}}]}""");

        assertThat(run("storage", "deleted", "--store", "h1/default", "--portion", "debian-12/kernel", "--limit", "1"))
                .isZero();

        assertThat(printed.toString().lines().map(line -> line.replaceAll("\\(\\d+ d\\)", "(n d)")))
                .containsExactly(
                        "1.0 MiB of debian-12/kernel 6.1.0-50 in h1/default: vmlinuz-50 was deleted 2026-11-20T08:00:00Z"
                                + " (n d)",
                        "    3 updates away from it have come to an end; it was last used by vm-1, vm-2 and 1 other",
                        "    Nothing needed it since 2026-11-06T08:00:00Z (n d); the grace time was 14 days",
                        "    Asked just before the delete: h1 at 2026-11-20T07:59:59Z (no reference)",
                        "    It was adopted by ada at 2026-11-01T08:00:00Z: it is ours",
                        "    It is there again",
                        "and 2 more; --limit lists more of them",
                        "3 volumes were deleted; 3.0 MiB came free.");
    }

    @Test
    void shouldTellOfReplacedOverlaysWhenItIsAskedFor() {
        reclaimer.on(
                "GET /volumes/deleted?limit=20&overlays=true",
                200,
                """
                {"count": 1, "bytesFreed": 1048576, "volumes": [
                  {"store": "h1/default", "volume": "web-vda-1.qcow2", "owner": "REPLACED", "vmId": "vm-1",
                   "deletedAt": "2026-11-20T08:00:00Z", "bytesFreed": 1048576, "thereAgain": false,
                   "proof": {"completedUpdates": 0, "users": 0, "lastUsers": [], "hostsAsked": [],
                     "dueSince": "2026-11-20T07:59:00Z", "graceSeconds": 0}}]}""");

        assertThat(run("storage", "deleted", "--overlays")).isZero();

        assertThat(printed.toString().lines().map(line -> line.replaceAll(" \\(\\d+ d\\)", "")))
                .containsExactly(
                        "1.0 MiB of an overlay in h1/default: web-vda-1.qcow2 was deleted 2026-11-20T08:00:00Z",
                        "    It was the disk of vm-1 until an update put another in its place",
                        "    Nothing needed it since 2026-11-20T07:59:00Z; there is no grace time for it",
                        "1 volume was deleted; 1.0 MiB came free.");
    }

    @Test
    void shouldSayThatNothingWasDeleted() {
        reclaimer.on("GET /volumes/deleted?limit=20", 200, "{\"count\": 0, \"bytesFreed\": 0, \"volumes\": []}");

        assertThat(run("storage", "deleted")).isZero();

        assertThat(printed.toString().strip()).isEqualTo("Nothing of the kind was deleted.");
    }

    @Test
    void shouldTellWhatHoldsStorageThoughTheNamesOfTheVmsCannotBeRead() throws IOException {
        reclaimer.on("GET /volumes", 200, VOLUMES.replace("vm-1", VM));

        assertThat(run("blockers", "storage", "--bootstrap-servers", nobody())).isZero();

        assertThat(printed.toString()).contains("USED_BY_VM (" + VM + ", vm-2 and 5 others)");
        assertThat(complained.toString()).contains("VMs are shown by their UUIDs", "No broker is reached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage hold v --store s --name audit    | /holds          | \"store\":\"s\",\"volume\":\"v\",\"hold\":\"audit\"",
                "storage release v --store s --name audit | /holds/release  | \"store\":\"s\",\"volume\":\"v\",\"hold\":\"audit\"",
                "storage confirm s --hosts a,b            | /stores/confirm | \"store\":\"s\",\"hosts\":[\"a\",\"b\"]",
                "storage forget " + VM + " --store s | /uses/release | \"store\":\"s\",\"vmId\":\"" + VM + "\"",
            })
    void shouldSendWhatIsDecided(String command, String path, String decision) {
        reclaimer.on("POST " + path, 202, "");
        List<String> arguments = new ArrayList<>(List.of(command.strip().split(" ")));
        arguments.addAll(List.of("--as", "ada", "--because", "the audit"));

        assertThat(run(arguments.toArray(String[]::new))).isZero();

        assertThat(reclaimer.requests)
                .containsExactly("POST " + path + " {\"actor\":\"ada\",\"reason\":\"the audit\"," + decision + "}");
        assertThat(printed.toString()).contains("The log has it");
    }

    @Test
    void shouldSayWhatTheServiceRefuses() {
        reclaimer.on(
                "POST /uses/release",
                400,
                "{\"detail\": \"No VM of that name vanished\", \"remedy\": \"Name another\"}");

        assertThat(run("storage", "forget", VM, "--store", "s", "--because", "gone"))
                .isEqualTo(1);

        assertThat(complained.toString()).contains("No VM of that name vanished", "Name another");
    }

    @Test
    void shouldSayWhereTheUuidIsOfAVanishedVmWhoseNameIsNotFound() throws IOException {
        assertThat(run(
                        "storage",
                        "forget",
                        "web-1",
                        "--store",
                        "s",
                        "--because",
                        "gone",
                        "--bootstrap-servers",
                        nobody()))
                .isEqualTo(1);

        assertThat(complained.toString())
                .contains("No broker is reached", "'slackwater blockers storage' tells of the VMs that vanished");
        assertThat(reclaimer.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage hold v --store s --name _ --because why | --name is empty",
                "storage hold v --store _ --name n --because why | --store is empty",
                "storage hold _ --store s --name n --because why | VOLUME is empty",
                "storage confirm s --hosts _,a --because why     | --hosts is empty",
                "storage forget _ --store s --because why        | VM is empty",
                "storage hold v --store s --because why          | --name HOLD is missing: The hold's name;",
            })
    void shouldNameWhatOfADecisionSaysNothing(String command, String told) {
        String[] arguments = command.strip().replace("_", "").split(" ", -1);

        assertThat(run(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString()).contains(told);
        assertThat(reclaimer.requests).isEmpty();
    }

    /** Returns an address at which nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--reclaimer", reclaimer.address()));
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
