package io.slackwater.standalone.operate;

import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.FleetLog;
import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.vms.LogVmNames;
import io.slackwater.standalone.vms.VmNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where the log is, which has the names of VMs. */
final class VmNamesOptions extends BrokerOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    VmNames names(InstallationOptions installation) {
        return new LogVmNames(
                () -> FleetLog.read(servers(installation)),
                command.commandLine().getErr());
    }
}
