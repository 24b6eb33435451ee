package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Image;
import io.slackwater.inventory.match.KnownVm;
import io.slackwater.inventory.match.Opened;
import io.slackwater.inventory.match.Phase;
import io.slackwater.inventory.match.Placement;
import io.slackwater.inventory.match.PortionKind;
import io.slackwater.inventory.match.Slot;
import io.slackwater.inventory.match.Vm;
import io.slackwater.inventory.match.VolumeId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The rows of one VM: where it is with its slots, and its updates. They are written for every VM, so they are small. */
final class VmRows {

    static final Serde<KnownVm> KNOWN = Rows.serde(VmRows::write, VmRows::read);

    private VmRows() {}

    private static void write(KnownVm known, DataOutputStream output) throws IOException {
        writeVm(known.vm(), output);
        writeOpened(known.opened(), output);
    }

    private static KnownVm read(DataInputStream input) throws IOException {
        return new KnownVm(readVm(input), readOpened(input));
    }

    private static void writeVm(Vm vm, DataOutputStream output) throws IOException {
        output.writeBoolean(vm.unknown());
        output.writeByte(vm.placements().size());
        for (Placement placement : vm.placements()) {
            output.writeUTF(placement.hostId());
            output.writeLong(placement.seenAtMillis());
            output.writeShort(placement.slots().size());
            for (Slot slot : placement.slots()) {
                writeSlot(slot, output);
            }
        }
    }

    private static Vm readVm(DataInputStream input) throws IOException {
        boolean unknown = input.readBoolean();
        int count = input.readUnsignedByte();
        List<Placement> placements = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            placements.add(new Placement(input.readUTF(), input.readLong(), readSlots(input)));
        }
        return new Vm(unknown, placements);
    }

    private static void writeSlot(Slot slot, DataOutputStream output) throws IOException {
        output.writeUTF(slot.name());
        output.writeUTF(slot.kind().name());
        writeImage(slot.image(), output);
        output.writeBoolean(slot.overlay().isPresent());
        if (slot.overlay().isPresent()) {
            writeImage(slot.overlay().get(), output);
        }
    }

    private static List<Slot> readSlots(DataInputStream input) throws IOException {
        int count = input.readUnsignedShort();
        List<Slot> slots = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            slots.add(new Slot(
                    input.readUTF(),
                    PortionKind.valueOf(input.readUTF()),
                    readImage(input),
                    input.readBoolean() ? Optional.of(readImage(input)) : Optional.empty()));
        }
        return slots;
    }

    private static void writeImage(Image image, DataOutputStream output) throws IOException {
        output.writeUTF(image.id().store());
        output.writeUTF(image.id().volume());
        output.writeUTF(image.path());
    }

    private static Image readImage(DataInputStream input) throws IOException {
        return new Image(new VolumeId(input.readUTF(), input.readUTF()), input.readUTF());
    }

    private static void writeOpened(Opened opened, DataOutputStream output) throws IOException {
        output.writeShort(opened.updates().size());
        for (Opened.Update update : opened.updates()) {
            output.writeUTF(update.changeId());
            output.writeUTF(update.updateId());
            output.writeUTF(update.phase().name());
            output.writeInt(update.fingerprint());
            output.writeLong(update.movedAtMillis());
        }
        output.writeShort(opened.retried().size());
        for (Map.Entry<String, Long> retry : opened.retried().entrySet()) {
            output.writeUTF(retry.getKey());
            output.writeLong(retry.getValue());
        }
    }

    private static Opened readOpened(DataInputStream input) throws IOException {
        int count = input.readUnsignedShort();
        List<Opened.Update> updates = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            updates.add(new Opened.Update(
                    input.readUTF(),
                    input.readUTF(),
                    Phase.valueOf(input.readUTF()),
                    input.readInt(),
                    input.readLong()));
        }
        return new Opened(updates, readRetried(input));
    }

    private static Map<String, Long> readRetried(DataInputStream input) throws IOException {
        int count = input.readUnsignedShort();
        Map<String, Long> retried = new HashMap<>();
        for (int index = 0; index < count; index++) {
            retried.put(input.readUTF(), input.readLong());
        }
        return retried;
    }
}
