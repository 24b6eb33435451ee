/** The control data format of Debian Policy 5.1 (deb822), which releases, indexes and apt's sources share. */
@NullMarked
package io.slackwater.debian.control;

import org.jspecify.annotations.NullMarked;
