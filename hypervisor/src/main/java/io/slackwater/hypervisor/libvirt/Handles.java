package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.slackwater.hypervisor.HypervisorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arrays of handles that libvirt's list functions give to their caller. */
final class Handles {

    /** What is done with a handle while it is held. */
    interface Action<T> {
        T apply(Pointer handle) throws HypervisorException;
    }

    /** The function that frees a handle of one kind. */
    interface Free {
        int free(Pointer handle);
    }

    private Handles() {}

    /** Reads each handle, and frees the array with all its handles; what reads as empty is left out. */
    static <T> List<T> each(PointerByReference array, int count, Free free, Action<Optional<T>> read)
            throws HypervisorException {
        Pointer[] handles = count == 0 ? new Pointer[0] : array.getValue().getPointerArray(0, count);
        List<T> values = new ArrayList<>(count);
        try {
            for (Pointer handle : handles) {
                read.apply(handle).ifPresent(values::add);
            }
        } finally {
            for (Pointer handle : handles) {
                free.free(handle);
            }
            if (array.getValue() != null) {
                Native.free(Pointer.nativeValue(array.getValue()));
            }
        }
        return values;
    }
}
