package io.slackwater.standalone.demo.engine;

import io.slackwater.lab.LabException;
import io.slackwater.lab.host.Installer;
import io.slackwater.lab.host.Prerequisites;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What real guests need of this machine.
 *
 * @param mayInstall whether what is missing may be installed
 */
record Requirements(boolean mayInstall) {

    static final String REMEDY = "run the demo as root on an amd64 Debian or Ubuntu, without --no-install";

    /** Installs what is missing where that is possible and allowed, and says so first. Returns what is still missing. */
    Optional<String> fulfil(Consumer<String> say) {
        Optional<String> missing = Prerequisites.missing();
        Optional<Installer> installer = Installer.forThisMachine();
        if (missing.isEmpty() || installer.isEmpty()) {
            return missing;
        }
        if (!mayInstall) {
            return missing.map(obstacle -> obstacle + "; it could be installed, but --no-install declines that");
        }
        say.accept("Real guests need what is not here: " + missing.get());
        say.accept(installer.get().announcement() + "; Ctrl-C and --no-install decline ...");
        try {
            installer.get().install();
            return Prerequisites.missing();
        } catch (LabException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }
}
