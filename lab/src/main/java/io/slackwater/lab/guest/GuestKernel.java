package io.slackwater.lab.guest;

import java.nio.file.Path;

/**
 * A kernel that guests can boot.
 *
 * @param release what {@code uname -r} says under it, such as {@code 6.1.0-56-cloud-amd64}
 * @param version the version of its Debian package
 * @param packageName the name of its Debian package
 * @param image the vmlinuz
 * @param modules the directory of its modules, {@code lib/modules/<release>}
 */
public record GuestKernel(String release, String version, String packageName, Path image, Path modules) {}
