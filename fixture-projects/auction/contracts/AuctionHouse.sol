// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title AuctionHouse
/// @notice English auctions for ETH. Outbid bidders and sellers fetch what is theirs, auction by auction.
/// @dev The highest bidder of an auction never has anything to fetch from it: a new bid uses that up.
contract AuctionHouse is Ownable {
    struct Auction {
        address seller;
        uint64 endsAt;
        bool settled;
        address highestBidder;
        uint96 highestBid;
        uint96 reserve;
    }

    uint16 public constant MAX_FEE_BPS = 1000;

    /// @notice What the house keeps of a price, in hundredths of a per cent.
    uint16 public feeBps;

    /// @notice How many auctions there have been; the last one has this id.
    uint256 public auctionCount;

    /// @notice Fees of all auctions that the owner has not fetched yet, in wei.
    uint256 public feesCollected;

    /// @notice The auctions, by their ids; the first one is 1.
    mapping(uint256 id => Auction auction) public auctions;

    /// @notice Wei that an account may fetch from an auction.
    mapping(uint256 id => mapping(address account => uint256 amount)) public claimable;

    event AuctionCreated(
        uint256 indexed id,
        address indexed seller,
        uint256 reserve,
        uint256 endsAt
    );
    event BidPlaced(uint256 indexed id, address indexed bidder, uint256 amount);
    event Settled(uint256 indexed id, address indexed winner, uint256 price);
    event Withdrawn(uint256 indexed id, address indexed account, uint256 amount);
    event FeeSet(uint16 feeBps);

    error NoSuchAuction(uint256 id);
    error AuctionOver(uint256 id);
    error TooEarly(uint256 id, uint256 endsAt);
    error SellerCannotBid(uint256 id);
    error AlreadyHighest(uint256 id);
    error BidTooLow(uint256 amount, uint256 minimum);
    error NothingToWithdraw(uint256 id, address account);
    error FeeTooHigh(uint16 feeBps);
    error PaymentFailed();

    constructor(address initialOwner, uint16 feeBps_) Ownable(initialOwner) {
        feeBps = feeBps_;
    }

    /// @notice Starts an auction.
    /// @param reserve The lowest first bid, in wei.
    /// @param duration For how long bids are taken, in seconds.
    function create(uint96 reserve, uint64 duration) external returns (uint256 id) {
        id = ++auctionCount;
        uint64 endsAt = uint64(block.timestamp) + duration;
        Auction storage auction = auctions[id];
        auction.seller = msg.sender;
        auction.endsAt = endsAt;
        auction.reserve = reserve;
        emit AuctionCreated(id, msg.sender, reserve, endsAt);
    }

    /// @notice Bids the payment, and with it what the caller could fetch from this auction.
    function bid(uint256 id) external payable {
        Auction storage auction = _auction(id);
        if (auction.settled || block.timestamp >= auction.endsAt) revert AuctionOver(id);
        if (msg.sender == auction.seller) revert SellerCannotBid(id);
        if (msg.sender == auction.highestBidder) revert AlreadyHighest(id);

        uint256 earlier = claimable[id][msg.sender];
        uint256 amount = msg.value + earlier;
        uint256 minimum = minimumBid(id);
        if (amount < minimum) revert BidTooLow(amount, minimum);

        if (earlier > 0) claimable[id][msg.sender] = 0;
        if (auction.highestBid > 0) claimable[id][auction.highestBidder] += auction.highestBid;
        auction.highestBidder = msg.sender;
        auction.highestBid = uint96(amount);
        emit BidPlaced(id, msg.sender, amount);
    }

    /// @notice Ends an auction: anybody may once its time is over, its seller at any time.
    function settle(uint256 id) external {
        Auction storage auction = _auction(id);
        if (auction.settled) revert AuctionOver(id);
        if (block.timestamp < auction.endsAt && msg.sender != auction.seller) {
            revert TooEarly(id, auction.endsAt);
        }

        auction.settled = true;
        uint256 price = auction.highestBid;
        if (price > 0) {
            uint256 fee = (price * feeBps) / 10_000;
            feesCollected += fee;
            claimable[id][auction.seller] += price - fee;
        }
        emit Settled(id, auction.highestBidder, price);
    }

    /// @notice Fetches what is the caller's of an auction: a bid that was outbid, or the price.
    function withdraw(uint256 id) external {
        uint256 amount = claimable[id][msg.sender];
        if (amount == 0) revert NothingToWithdraw(id, msg.sender);
        claimable[id][msg.sender] = 0;
        _pay(msg.sender, amount);
        emit Withdrawn(id, msg.sender, amount);
    }

    /// @notice Sets the fee for auctions that are settled from now on.
    function setFee(uint16 feeBps_) external onlyOwner {
        if (feeBps_ > MAX_FEE_BPS) revert FeeTooHigh(feeBps_);
        feeBps = feeBps_;
        emit FeeSet(feeBps_);
    }

    /// @notice Pays the fees to the owner.
    function withdrawFees() external onlyOwner {
        uint256 amount = feesCollected;
        feesCollected = 0;
        _pay(msg.sender, amount);
    }

    /// @notice What a bid must be at least: 5 % more than the highest one.
    function minimumBid(uint256 id) public view returns (uint256) {
        Auction storage auction = _auction(id);
        if (auction.highestBid == 0) return auction.reserve;
        return uint256(auction.highestBid) + auction.highestBid / 20;
    }

    function _auction(uint256 id) private view returns (Auction storage auction) {
        auction = auctions[id];
        if (auction.seller == address(0)) revert NoSuchAuction(id);
    }

    function _pay(address to, uint256 amount) private {
        (bool paid, ) = to.call{value: amount}("");
        if (!paid) revert PaymentFailed();
    }
}
