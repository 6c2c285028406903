// Runs its call data as a program, one step after another: see program.ts for the steps.
//
// Memory: 0x00 the digest of all that the program saw, 0x20 the contract that it created last,
// 0x40 scratch for the digest, from 0x80 on the data of calls. Instructions newer than Byzantium
// are given by their bytes, so that one code serves all hardforks; on an older one they are invalid.
object "Machine" {
  code {
    datacopy(0, dataoffset("runtime"), datasize("runtime"))
    return(0, datasize("runtime"))
  }
  object "runtime" {
    code {
      let p := 0
      let bodyStart := 0
      let bodyEnd := 0
      let rounds := 0
      for { } lt(p, calldatasize()) { } {
        let op := u1(p)
        p := add(p, 1)
        switch op
        // Storage
        case 0x01 { sstore(u1(p), u2(add(p, 1))) p := add(p, 3) }
        case 0x02 { let slot := u1(p) sstore(slot, add(sload(slot), u2(add(p, 1)))) p := add(p, 3) }
        case 0x03 { sstore(u1(add(p, 1)), add(sload(u1(p)), 1)) p := add(p, 2) }
        case 0x04 { see(sload(u1(p))) p := add(p, 1) }
        case 0x05 { sstore(u1(p), mload(0)) p := add(p, 1) }
        case 0x06 {
          // As Solidity keys a mapping; the address and the slot are 32-byte words.
          mstore(0x80, u20(p))
          mstore(0xa0, u1(add(p, 20)))
          let slot := keccak256(0x80, 0x40)
          sstore(slot, add(sload(slot), u2(add(p, 21))))
          p := add(p, 23)
        }
        case 0x07 { sstore(add(0x40, mod(sload(u1(p)), 8)), u2(add(p, 1))) p := add(p, 3) }
        case 0x08 { sstore(u1(p), mload(0x20)) p := add(p, 1) }
        case 0x09 { mstore(0x20, sload(u1(p))) p := add(p, 1) }
        // What others can change
        case 0x10 { see(balance(u20(p))) p := add(p, 20) }
        case 0x11 { see(verbatim_0i_1o(hex"47")) }
        case 0x12 { see(extcodesize(u20(p))) p := add(p, 20) }
        case 0x13 { see(verbatim_1i_1o(hex"3f", u20(p))) p := add(p, 20) }
        case 0x14 {
          let a := u20(p)
          let size := extcodesize(a)
          extcodecopy(a, 0x80, 0, size)
          see(keccak256(0x80, size))
          p := add(p, 20)
        }
        case 0x15 { see(blockhash(sub(number(), u1(p)))) p := add(p, 1) }
        case 0x16 { see(balance(coinbase())) }
        case 0x17 {
          see(number()) see(timestamp()) see(verbatim_0i_1o(hex"44")) see(gaslimit()) see(coinbase())
          see(gasprice()) see(origin()) see(caller()) see(callvalue()) see(address())
          see(calldatasize()) see(codesize())
        }
        case 0x18 { see(gas()) }
        case 0x19 { see(verbatim_1i_1o(hex"49", u1(p))) see(verbatim_0i_1o(hex"4a")) p := add(p, 1) }
        case 0x1a { see(verbatim_0i_1o(hex"48")) see(verbatim_0i_1o(hex"46")) }
        case 0x1b { see(balance(mload(0x20))) see(extcodesize(mload(0x20))) }
        // Calls and creations
        case 0x20 { p := callOther(add(p, 20), u20(p), 0) }
        case 0x21 { p := callOther(add(p, 20), u20(p), 1) }
        case 0x22 { p := callOther(p, mload(0x20), 0) }
        case 0x23 {
          let length := u2(add(p, 8))
          calldatacopy(0x80, add(p, 10), length)
          mstore(0x20, create(u8(p), 0x80, length))
          see(returndatasize())
          p := add(add(p, 10), length)
        }
        case 0x24 {
          let length := u2(add(p, 9))
          calldatacopy(0x80, add(p, 11), length)
          mstore(0x20, verbatim_4i_1o(hex"f5", u8(add(p, 1)), 0x80, length, u1(p)))
          see(returndatasize())
          p := add(add(p, 11), length)
        }
        case 0x25 { see(call(gas(), u20(p), div(balance(address()), u1(add(p, 20))), 0, 0, 0, 0)) p := add(p, 21) }
        case 0x26 { p := callOther(p, address(), 0) }
        // Ends
        case 0x30 { selfdestruct(u20(p)) }
        case 0x31 { selfdestruct(address()) }
        case 0x32 { revert(0, 0x20) }
        case 0x33 { invalid() }
        case 0x34 { for { } 1 { } { mstore(0x40, gas()) } }
        case 0x35 { stop() }
        case 0x36 { overflow() }
        case 0x37 { verbatim_0i_0o(hex"5050505050505050505050505050505050505050") }
        case 0x38 { verbatim_0i_0o(hex"600456") }
        case 0x39 { selfdestruct(mload(0x20)) }
        // Logs, transient storage, memory
        case 0x40 {
          switch u1(p)
          case 0 { log0(0, 0x20) }
          case 1 { log1(0, 0x20, mload(0)) }
          case 2 { log2(0, 0x20, mload(0), caller()) }
          case 3 { log3(0, 0x20, mload(0), caller(), address()) }
          default { log4(0, 0x20, mload(0), caller(), address(), origin()) }
          p := add(p, 1)
        }
        case 0x41 { verbatim_2i_0o(hex"5d", u1(p), u2(add(p, 1))) p := add(p, 3) }
        case 0x42 { see(verbatim_1i_1o(hex"5c", u1(p))) p := add(p, 1) }
        case 0x43 { mstore(u4(p), 1) see(msize()) p := add(p, 4) }
        case 0x44 { verbatim_3i_0o(hex"5e", 0x80, 0, u2(p)) see(msize()) p := add(p, 2) }
        case 0x45 { see(keccak256(0, u4(p))) p := add(p, 4) }
        // Flow that depends on the state
        case 0x50 { bodyStart := add(p, 3) rounds := u1(p) bodyEnd := add(bodyStart, u2(add(p, 1))) p := bodyStart }
        case 0x51 { if iszero(mod(sload(u1(p)), 2)) { p := add(p, u2(add(p, 1))) } p := add(p, 3) }
        case 0x52 { if lt(gas(), u4(p)) { stop() } p := add(p, 4) }
        default { revert(0, 0) }

        if and(gt(rounds, 1), eq(p, bodyEnd)) {
          rounds := sub(rounds, 1)
          p := bodyStart
        }
      }
      return(0, 0x20)

      function u1(at) -> value { value := byte(0, calldataload(at)) }
      function u2(at) -> value { value := div(calldataload(at), 0x1000000000000000000000000000000000000000000000000000000000000) }
      function u4(at) -> value { value := div(calldataload(at), 0x100000000000000000000000000000000000000000000000000000000) }
      function u8(at) -> value { value := div(calldataload(at), 0x1000000000000000000000000000000000000000000000000) }
      function u20(at) -> value { value := div(calldataload(at), 0x1000000000000000000000000) }

      function see(value) {
        mstore(0x40, value)
        mstore(0, keccak256(0, 0x60))
      }

      function overflow() { overflow() }

      // kind, value, gas (0: all), length, data
      function callOther(at, to, mustSucceed) -> next {
        let allowed := u4(add(at, 9))
        if iszero(allowed) { allowed := gas() }
        let length := u2(add(at, 13))
        calldatacopy(0x80, add(at, 15), length)
        let success := callAs(u1(at), allowed, to, u8(add(at, 1)), length)
        let size := returndatasize()
        returndatacopy(0x80, 0, size)
        if and(mustSucceed, iszero(success)) { revert(0x80, size) }
        see(xor(keccak256(0x80, size), success))
        next := add(add(at, 15), length)
      }

      function callAs(kind, allowed, to, amount, length) -> success {
        switch kind
        case 0 { success := call(allowed, to, amount, 0x80, length, 0, 0) }
        case 1 { success := callcode(allowed, to, amount, 0x80, length, 0, 0) }
        case 2 { success := delegatecall(allowed, to, 0x80, length, 0, 0) }
        default { success := staticcall(allowed, to, 0x80, length, 0, 0) }
      }
    }
  }
}
