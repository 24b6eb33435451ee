/** What throw-away guests are made of: kernels, an initramfs, a base image; all from Debian packages. */
@NullMarked
package io.slackwater.lab.guest;

import org.jspecify.annotations.NullMarked;
