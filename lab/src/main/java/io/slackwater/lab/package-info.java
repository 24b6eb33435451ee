/**
 * Throw-away libvirt hosts and guests on one machine: nothing of the user's domains, pools or daemons is touched, and
 * nothing is left running or mounted. The hosts are in {@code host}, what the guests are made of is in {@code guest}.
 */
@NullMarked
package io.slackwater.lab;

import org.jspecify.annotations.NullMarked;
