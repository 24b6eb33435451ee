package io.slackwater.integration.fault;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** Something that makes a running JVM fail. */
public record Fault(String argument) {

    /** Fills the heap. */
    public static final Fault FULL_HEAP = new Fault(FaultAgent.FULL_HEAP);

    /** Throws on the thread of the stream, outside of any record. */
    public static final Fault IN_THE_STREAM =
            new Fault("org.apache.kafka.streams.processor.internals.StreamThread#runOnceWithoutProcessingThreads");

    /** Throws where the next record is read. */
    public static final Fault AT_THE_NEXT_RECORD = new Fault("io.slackwater.streams.DecodeProcessor#process");

    /**
     * Plants it in a process.
     *
     * @param directory where the agent's jar may be made
     */
    public void plant(ProcessHandle process, Path directory) throws Exception {
        Path jar = directory.resolve("fault-agent.jar");
        if (!Files.exists(jar)) {
            writeAgent(jar);
        }
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        try {
            machine.loadAgent(jar.toString(), argument);
            machine.detach();
        } catch (IOException lost) {
            // A process that ends at once does not answer any more.
            process.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private static void writeAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(new Attributes.Name("Agent-Class"), FaultAgent.class.getName());
        main.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        main.put(new Attributes.Name("Can-Redefine-Classes"), "true");
        main.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Class<?> type : new Class<?>[] {FaultAgent.class, FaultAgent.Planted.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(name));
                try (var bytes = type.getClassLoader().getResourceAsStream(name)) {
                    bytes.transferTo(entries);
                }
            }
        }
    }
}
