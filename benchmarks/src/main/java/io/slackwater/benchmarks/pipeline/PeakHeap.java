package io.slackwater.benchmarks.pipeline;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks another Java process once how large its heap was at most. The JVM keeps the figure by itself, so that nothing is
 * asked while the process works.
 */
final class PeakHeap {

    private PeakHeap() {}

    /**
     * Returns the sum of the peaks of all heap pools, in MiB. The pools need not have had them at one time.
     *
     * @throws IOException if the process cannot be asked
     */
    static long mebibytesOf(ProcessHandle process) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
            try {
                return ask(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException refused) {
            throw new IOException("Process " + process.pid() + " does not let itself be asked", refused);
        }
    }

    // The address is of this machine, and comes from a process that this one started.
    @SuppressWarnings("BanJNDI")
    private static long ask(JMXServiceURL address) throws IOException {
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            long bytes = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(connection, MemoryPoolMXBean.class)) {
                if (pool.getType() == MemoryType.HEAP) {
                    bytes += pool.getPeakUsage().getUsed();
                }
            }
            return bytes >> 20;
        }
    }
}
